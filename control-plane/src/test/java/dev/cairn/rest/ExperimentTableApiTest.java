package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of experiments, operations on many of them, and saved views over HTTP. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class ExperimentTableApiTest {
    private static final String EXPERIMENTS = "/api/v1/experiments";
    private static final String VIEWS = "/api/v1/list-views";

    private static int submitted(String suite) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "name", suite, "tags", Map.of("suite", suite)))
                .post(EXPERIMENTS)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static ValidatableResponse done(String verb, Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(EXPERIMENTS + ":" + verb)
                .then();
    }

    private static ValidatableResponse tried(String verb, Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .queryParam("validateOnly", true)
                .body(body)
                .post(EXPERIMENTS + ":" + verb)
                .then();
    }

    @Test
    void theTableHasLinesAndCounts() {
        int id = submitted("table");
        given().queryParam("filter", "tags.suite == \"table\"")
                .queryParam("settings", "soar.outer.tau,model.path")
                .queryParam("metrics", "student/loss")
                .get(EXPERIMENTS + "/table")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id))
                .body("items[0].waitsFor", notNullValue())
                .body("items[0].settings.'soar.outer.tau'", notNullValue())
                .body("items[0].runs", equalTo(6));
        given().queryParam("filter", "tags.suite == \"table\"")
                .get(EXPERIMENTS + "/facets")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("states[0].value", equalTo("queued"))
                .body("tags.value", hasItem("table"));
        given().get(EXPERIMENTS + "/fields")
                .then()
                .statusCode(200)
                .body("fields.find { it.name == 'state' }.values", hasItem("failed"))
                .body("fields.find { it.name == 'createdAt' }.kind", equalTo("time"));
        given().queryParam("filter", "state = \"x\"")
                .get(EXPERIMENTS + "/table")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("filter"))
                .body("errors[0].message", containsString("at character 7"));
        given().queryParam("settings", "soar.outer.taux")
                .get(EXPERIMENTS + "/table")
                .then()
                .statusCode(400)
                .body("errors[0].allowed", equalTo("soar.outer.tau"));
    }

    @Test
    void manyAreChangedAtOnceAfterADryRun() {
        int first = submitted("bulk");
        int second = submitted("bulk");
        Map<String, String> filter = Map.of("filter", "tags.suite == \"bulk\"");
        tried("pause", filter).statusCode(200).body("changed", equalTo(2)).body("matched", equalTo(2));
        done("pause", Map.of("ids", List.of(first)))
                .statusCode(200)
                .body("changed", equalTo(1))
                .body("next", nullValue());
        tried("pause", filter)
                .body("changed", equalTo(1))
                .body("unchanged[0].reason", equalTo("it is paused"))
                .body("unchanged[0].examples", equalTo(List.of(first)));
        tried("pause", Map.of("filter", "tags.suite == \"bulk\"", "after", first))
                .body("matched", equalTo(1));
        done("cancel", filter).body("changed", equalTo(2));
        done("tag", Map.of("ids", List.of(first, second), "tags", Map.of("round", "1")))
                .body("changed", equalTo(2));
        done("archive", filter).body("changed", equalTo(2));
        tried("unarchive", filter).body("matched", equalTo(0));
        done("unarchive", Map.of("ids", List.of(first, second))).body("changed", equalTo(2));
        given().get(EXPERIMENTS + "/" + second).then().body("tags.round", equalTo("1"));
        assertThat(given().get("/api/v1/audit?limit=100").then().extract().asString())
                .contains("experiments.pause", "experiments.archive");
    }

    @Test
    void aWrongSelectionIsRefused() {
        done("pause", Map.of()).statusCode(400).body("errors[0].field", equalTo("filter"));
        done("pause", Map.of("filter", "true", "ids", List.of(1))).statusCode(400);
        done("pause", Map.of("filter", "true", "tags", Map.of("a", "b")))
                .statusCode(400)
                .body("errors[0].field", equalTo("tags"));
        done("tag", Map.of("filter", "false")).statusCode(400);
        done("tag", Map.of("filter", "false", "tags", Map.of("1", "x"))).statusCode(422);
    }

    @Test
    void aViewIsSavedSharedChangedAndDeleted() {
        Map<String, Object> body = Map.of(
                "name",
                "failed ones",
                "filter",
                "state == \"failed\"",
                "sort",
                "-createdAt",
                "columns",
                List.of("state"));
        Response made = given().contentType(ContentType.JSON).body(body).post(VIEWS);
        String path = VIEWS + "/" + made.then().statusCode(201).extract().path("id");
        given().contentType(ContentType.JSON).body(body).post(VIEWS).then().statusCode(409);
        given().get(VIEWS).then().body("items.name", hasItem("failed ones"));
        String tag = given().get(path).then().statusCode(200).extract().header("ETag");
        given().contentType("application/merge-patch+json")
                .body(Map.of("name", "broken"))
                .patch(path)
                .then()
                .statusCode(428);
        given().contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body(Map.of("name", "broken", "shared", true))
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("broken"))
                .body("shared", equalTo(true))
                .body("filter", equalTo("state == \"failed\""));
        given().contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body(Map.of("name", "again"))
                .patch(path)
                .then()
                .statusCode(412);
        given().delete(path).then().statusCode(204);
        given().get(VIEWS).then().body("items.name", not(hasItem("broken")));
        given().get(path).then().statusCode(404);
    }

    @Test
    void aViewThatTheListDoesNotTakeIsRefused() {
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "x", "filter", "nothing == 1"))
                .post(VIEWS)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("filter"));
        given().contentType(ContentType.JSON)
                .body(Map.of("filter", ""))
                .post(VIEWS)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("name"));
    }
}
