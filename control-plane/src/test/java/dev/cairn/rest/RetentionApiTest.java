package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archiving and deleting experiments over HTTP. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class RetentionApiTest {
    private static final String EXPERIMENTS = "/api/v1/experiments";

    private static String submitted() {
        int id = given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains"))
                .post(EXPERIMENTS)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        return EXPERIMENTS + "/" + id;
    }

    private static String ended() {
        String path = submitted();
        given().post(path + ":cancel").then().statusCode(202);
        return path;
    }

    private static int id(String path) {
        return Integer.parseInt(path.replaceAll(".*/", ""));
    }

    private static List<Integer> listed(String filter) {
        return given().queryParam("filter", filter)
                .get(EXPERIMENTS)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    @Test
    void anArchivedExperimentIsHiddenUnlessTheFilterAsksForIt() {
        String open = submitted();
        given().post(open + ":archive").then().statusCode(409).body("detail", containsString("have not ended"));
        String path = ended();
        given().post(path + ":archive").then().statusCode(200).body("archivedAt", notNullValue());
        assertThat(listed("id > 0")).doesNotContain(id(path));
        assertThat(listed("archived == true")).contains(id(path));
        given().post(path + ":retry").then().statusCode(409).body("detail", containsString("unarchive it first"));
        given().post(path + ":unarchive").then().statusCode(200).body("archivedAt", nullValue());
        assertThat(listed("id > 0")).contains(id(path));
    }

    @Test
    void anExperimentIsDeletedOnceByOneWhoSawItsPresentState() {
        String path = ended();
        int run = given().get(path).path("runs[0].id");
        given().queryParam("dryRun", true)
                .delete(path)
                .then()
                .statusCode(200)
                .body("experiment", equalTo(id(path)))
                .body("runs", equalTo(6))
                .body("rows.run_event", greaterThan(5))
                .body("obstacles", empty());
        given().delete(path).then().statusCode(428);
        given().header("If-Match", "\"0.0\"").delete(path).then().statusCode(412);
        String etag = given().get(path).header("ETag");
        given().header("If-Match", etag).delete(path).then().statusCode(204);
        given().header("If-Match", etag).delete(path).then().statusCode(404);
        given().get(path).then().statusCode(404);
        for (String below : List.of("", "/units", "/rollouts", "/policies", "/outer-steps/0/sets")) {
            given().get("/api/v1/runs/" + run + below).then().statusCode(404);
        }
        given().queryParam("target", path)
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("items.action", hasItem("experiments.delete"));
    }

    @Test
    void anExperimentInProgressIsNotDeletedAndTheDryRunSaysWhy() {
        String path = submitted();
        given().queryParam("dryRun", true)
                .delete(path)
                .then()
                .statusCode(200)
                .body("obstacles", hasItem(containsString("is queued; cancel it")));
        given().header("If-Match", "*").delete(path).then().statusCode(409).body("detail", containsString("screen"));
        given().get(path).then().statusCode(200);
    }

    @Test
    void onlyItsOwnerAndAdminsArchiveOrDeleteIt() {
        String path = ended();
        String stranger = given().contentType(ContentType.JSON)
                .body(Map.of("name", "bystander", "role", "operator"))
                .post("/api/v1/tokens")
                .then()
                .extract()
                .path("secret");
        for (String verb : List.of(":archive", ":unarchive")) {
            given().auth().oauth2(stranger).post(path + verb).then().statusCode(403);
        }
        given().auth()
                .oauth2(stranger)
                .header("If-Match", "*")
                .delete(path)
                .then()
                .statusCode(403)
                .body("detail", containsString("only its owner"));
        given().get(path).then().statusCode(200).body("archivedAt", not(notNullValue()));
    }

    @Test
    void rulesAreSetAtTheSubmissionAndLaterAndThePreviewShowsThem() {
        int id = given().contentType(ContentType.JSON)
                .body("""
                        {"preset": "chains", "retention": {"rolloutText": {"keep": "SAMPLED", "afterDays": 3}}}""")
                .post(EXPERIMENTS)
                .then()
                .statusCode(202)
                .body("retention.rolloutText.keep", equalTo("SAMPLED"))
                .extract()
                .path("id");
        String path = EXPERIMENTS + "/" + id;
        given().contentType("application/merge-patch+json")
                .header("If-Match", given().get(path).header("ETag"))
                .body("""
                        {"retention": {"rolloutText": null, "adapters": {"keep": "PROMOTED", "afterDays": 0}}}""")
                .patch(path)
                .then()
                .statusCode(200)
                .body("retention.rolloutText", nullValue())
                .body("retention.adapters.afterDays", equalTo(0));
        given().contentType(ContentType.JSON)
                .body(Map.of("experiment", id))
                .post("/api/v1/retention:preview")
                .then()
                .statusCode(200)
                .body("items[0].kinds.kind", equalTo(List.of("rollout-text", "metric-points", "adapters")))
                .body("items[0].kinds.from", equalTo(List.of("configuration", "configuration", "experiment")))
                .body("items[0].kinds.keeps", hasItem("everything: its runs have not ended"));
    }

    @Test
    void rulesThatAreNotValidAreNamed() {
        given().contentType(ContentType.JSON)
                .body("""
                        {"preset": "chains", "retention": {"texts": {"keep": "NONE", "afterDays": 1}}}""")
                .post(EXPERIMENTS)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("retention.texts"));
        given().contentType(ContentType.JSON)
                .body("""
                        {"preset": "chains", "retention": {"adapters": {"keep": "SOME", "afterDays": 1}}}""")
                .post(EXPERIMENTS)
                .then()
                .statusCode(400)
                .body(containsString("retention"))
                .body(containsString("SAMPLED"));
        given().contentType(ContentType.JSON)
                .body(Map.of("experiment", 999_999))
                .post("/api/v1/retention:preview")
                .then()
                .statusCode(404);
    }
}
