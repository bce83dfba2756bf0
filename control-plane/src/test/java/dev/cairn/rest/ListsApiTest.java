package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists, tags and ETags over HTTP. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class ListsApiTest {
    private static final String EXPERIMENTS = "/api/v1/experiments";
    private static final String RUNS = "/api/v1/runs";

    private static int submitted(String name) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "name", name, "tags", Map.of("suite", name)))
                .post(EXPERIMENTS)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static ValidatableResponse patched(int id, String etag, String body) {
        return given().contentType("application/merge-patch+json")
                .header("If-Match", etag)
                .body(body)
                .patch(EXPERIMENTS + "/" + id)
                .then();
    }

    private static String etag(String path) {
        return given().get(path).then().statusCode(200).extract().header("ETag");
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        submitted("lists-a");
        int last = submitted("lists-b");
        given().queryParam("filter", "tags.suite.startsWith(\"lists-\") && kind == \"soar\"")
                .queryParam("sort", "-experimentName")
                .get(RUNS)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].experimentId", equalTo(last))
                .body("items.kind", everyItem(equalTo("soar")));
        String cursor = given().queryParam("filter", "name.startsWith(\"lists-\")")
                .queryParam("limit", 1)
                .get(EXPERIMENTS)
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(last))
                .extract()
                .path("next");
        given().queryParam("filter", "name.startsWith(\"lists-\")")
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get(EXPERIMENTS)
                .then()
                .statusCode(200)
                .body("items[0].name", equalTo("lists-a"));
        given().queryParam("cursor", cursor)
                .get(EXPERIMENTS)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"));
    }

    @Test
    void everyListHasItsItemsInTheSamePlaceAndTheSameLimit() {
        int id = submitted("shapes");
        int run = given().get(EXPERIMENTS + "/" + id).then().extract().path("runs[0].id");
        for (String list :
                List.of("experiments", "runs", "presets", "pools", "quotas", "queue", "tokens", "sessions", "audit")) {
            given().get("/api/v1/" + list).then().statusCode(200).body("items", instanceOf(List.class));
        }
        for (String list : List.of(
                "experiments",
                "runs",
                "queue",
                "audit",
                "runs/" + run + "/units",
                "runs/" + run + "/policies",
                "runs/" + run + "/training-steps",
                "runs/" + run + "/rollouts")) {
            given().get("/api/v1/" + list + "?limit=1000").then().statusCode(200);
            given().get("/api/v1/" + list + "?limit=1001")
                    .then()
                    .statusCode(400)
                    .body("errors[0].allowed", equalTo("1 to 1000"));
            given().get("/api/v1/" + list + "?cursor=x").then().statusCode(400);
        }
        given().get(RUNS + "/" + run + "/outer-steps/99/sets").then().statusCode(404);
    }

    @Test
    void recordsOfAUnitThatTheRunHasNotAreRefused() {
        int run = given().get(EXPERIMENTS + "/" + submitted("units"))
                .then()
                .extract()
                .path("runs[0].id");
        given().get(EXPERIMENTS + "/999999/changed-settings").then().statusCode(404);
        for (String list : List.of("rollouts", "training-steps")) {
            given().queryParam("unit", "screen/nine")
                    .get(RUNS + "/" + run + "/" + list)
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("no finished unit 'screen/nine'"));
        }
    }

    @Test
    void experimentsAreFoundByTheirEnd() {
        int open = submitted("open");
        int ended = submitted("ended");
        given().post(EXPERIMENTS + "/" + ended + ":cancel").then().statusCode(202);
        given().queryParam("filter", "endedAt != null && reason.contains(\"cancelled by request\")")
                .queryParam("sort", "-endedAt,startedAt,reason")
                .get(EXPERIMENTS)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(ended))
                .body("items.id", not(hasItem(open)));
    }

    @Test
    void aWrongFilterIsExplained() {
        given().queryParam("filter", "stat == \"failed\"")
                .get(RUNS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("filter"))
                .body("errors[0].message", containsString("at character 1"))
                .body("errors[0].allowed", containsString("state"));
        given().queryParam("sort", "x").get(RUNS).then().statusCode(400).body("errors[0].field", equalTo("sort"));
        given().queryParam("limit", "many").get(RUNS).then().statusCode(400);
        given().queryParam("limit", "1001")
                .get(RUNS)
                .then()
                .statusCode(400)
                .body("errors[0].allowed", equalTo("1 to 1000"));
    }

    @Test
    void whatAReaderHasIsNotSentAgainUntilItChanges() {
        int id = submitted("tagged");
        String path = EXPERIMENTS + "/" + id;
        int run = given().get(path).then().extract().path("runs[0].id");
        String experiment = etag(path);
        String ofRun = etag(RUNS + "/" + run);
        given().header("If-None-Match", experiment)
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", experiment);
        given().header("If-None-Match", "\"x\", W/" + ofRun)
                .get(RUNS + "/" + run)
                .then()
                .statusCode(304);
        given().post(RUNS + "/" + run + ":cancel").then().statusCode(202);
        given().header("If-None-Match", experiment).get(path).then().statusCode(200);
        given().header("If-None-Match", ofRun).get(RUNS + "/" + run).then().statusCode(200);
    }

    @Test
    void aChangeNeedsTheTagOfWhatWasSeen() {
        int id = submitted("changed");
        String path = EXPERIMENTS + "/" + id;
        String seen = etag(path);
        given().contentType(ContentType.JSON)
                .body("{\"tags\":{\"team\":\"x\"}}")
                .patch(path)
                .then()
                .statusCode(428)
                .contentType("application/problem+json");
        String changed = patched(id, seen, "{\"tags\":{\"team\":\"x\",\"suite\":null}}")
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(changed).isEqualTo(etag(path)).isNotEqualTo(seen);
        patched(id, seen, "{\"tags\":{\"team\":\"y\"}}").statusCode(412).contentType("application/problem+json");
        patched(id, changed, "{\"tags\":{\"team\":\"y\"}}").statusCode(200);
        patched(id, "*", "{\"tags\":{\"a b\":\"y\"}}").statusCode(422).body("errors[0].field", equalTo("tags"));
        patched(id, "*", "{\"preset\":\"other\"}").statusCode(400);
        patched(999_999, "*", "{\"tags\":{}}").statusCode(404);
        given().queryParam("filter", "tags.team == \"y\" && tags.suite == null")
                .get(EXPERIMENTS)
                .then()
                .body("items.id", hasItem(id));
        given().queryParam("filter", "tags.team != \"y\"")
                .get(EXPERIMENTS)
                .then()
                .body("items.id", not(hasItem(id)));
    }

    @Test
    void textThatTheDatabaseCanNotHoldIsRefused() {
        int id = submitted("plain");
        int run = given().get(EXPERIMENTS + "/" + id).then().extract().path("runs[0].id");
        given().urlEncodingEnabled(false)
                .get(RUNS + "/" + run + "/training-steps?unit=%00")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        for (String name : new String[] {"a\\u0000b", "\\ud800"}) {
            given().contentType(ContentType.JSON)
                    .body("{\"preset\": \"chains\", \"name\": \"" + name + "\"}")
                    .post(EXPERIMENTS)
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("name"));
        }
    }
}
