package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST API against the real database; nothing is carried out here, since no executor is started. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class ApiTest {
    private static final String EXPERIMENTS = "/api/v1/experiments";

    private static int submitted() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "seed", 7, "set", Map.of("soar.outer.steps", 3)))
                .post(EXPERIMENTS)
                .then()
                .statusCode(202)
                .header("Location", matchesPattern("http://[^/]+/api/v1/experiments/\\d+"))
                .extract()
                .path("id");
    }

    @Test
    void aSubmittedExperimentIsReadWithItsRunsAndWholeSpec() {
        int id = submitted();
        given().get(EXPERIMENTS + "/" + id)
                .then()
                .statusCode(200)
                .body("preset", equalTo("chains"))
                .body("seed", equalTo(7))
                .body("state", equalTo("queued"))
                .body("spec.soar.outer.steps", equalTo(3))
                .body("spec.soar.adam.beta1", equalTo(0.9f))
                .body("runs.name", hasItem("soar"))
                .body("runs.find { it.name == 'soar' }.state", equalTo("waiting"))
                .body("runs.find { it.name == 'screen' }.state", equalTo("queued"));
        given().get(EXPERIMENTS + "?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id));
    }

    @Test
    void cancellingAQueuedExperimentEndsAllItsRunsAtOnce() {
        int id = submitted();
        given().post(EXPERIMENTS + "/" + id + ":cancel").then().statusCode(202).body("state", equalTo("cancelled"));
        given().get(EXPERIMENTS + "/" + id)
                .then()
                .body("runs.findAll { it.state != 'cancelled' }", hasSize(0))
                .body("runs.find { it.name == 'screen' }.reason", notNullValue());
    }

    @Test
    void thePaperSizePresetIsPlannedAndCostedWithoutBeingQueued(@TempDir Path model) throws IOException {
        Files.writeString(model.resolve("config.json"), "{\"max_position_embeddings\": 131072}");
        given().contentType(ContentType.JSON)
                .queryParam("validateOnly", true)
                .body(Map.of(
                        "preset",
                        "llama-3.2-3b-math",
                        "set",
                        Map.of("model.path", model.toString(), "problems.set", "chains")))
                .post(EXPERIMENTS)
                .then()
                .statusCode(200)
                .body("runs.name", hasItem("soar"))
                .body("estimate.rollouts", greaterThan(8_000_000))
                .body("estimate.tokens", greaterThan(1_000_000_000L))
                .body("estimate.databaseBytes", greaterThan(1_000_000_000L));
    }

    @Test
    void aPreviewRefusesWhatTheSubmissionRefuses(@TempDir Path model) throws IOException {
        Files.writeString(model.resolve("config.json"), "{\"max_position_embeddings\": 64}");
        for (boolean validateOnly : new boolean[] {true, false}) {
            refused(validateOnly, "queue.pool", "nope", "queue.pool");
            refused(validateOnly, "model.path", "/nonexistent", "model.path");
            refused(validateOnly, "model.path", "meta-llama/Llama-3.2-3B", "model.path");
            refused(validateOnly, "model.path", "builtin:nope", "model.path");
            refused(validateOnly, "model.path", model.toString(), "model.maxModelLength");
            refused(validateOnly, "prompts.chatTemplate", true, "prompts.chatTemplate");
            refused(validateOnly, "problems.limit", 3, "soar.outer.rewardQuestions");
            // An odd problem is held out: of 127 at most 63 are left to train on, and 64 are drawn.
            refused(validateOnly, "problems.limit", 127, "soar.outer.rewardQuestions");
        }
    }

    private static void refused(boolean validateOnly, String setting, Object value, String field) {
        given().contentType(ContentType.JSON)
                .queryParam("validateOnly", validateOnly)
                .body(Map.of("preset", "chains", "set", Map.of(setting, value)))
                .post(EXPERIMENTS)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem(field));
    }

    @Test
    void aPreviewWarnsOfWhatWorksOtherwiseThanOneMayThink() {
        given().contentType(ContentType.JSON)
                .queryParam("validateOnly", true)
                .body(Map.of(
                        "preset",
                        "chains",
                        "set",
                        Map.of(
                                "problems.limit", 31,
                                "soar.outer.questions", 16,
                                "soar.outer.rewardQuestions", 15,
                                "soar.inner.questionsPerStep", 16,
                                "evaluate.problems", 15)))
                .post(EXPERIMENTS)
                .then()
                .statusCode(200)
                .body(
                        "warnings",
                        contains(
                                "soar.inner.questionsPerStep: is 16, but of 31 problems at most 15 are in the train half: each step"
                                        + " of hard-only uses a problem more than once",
                                "evaluate.problems: is 15, so only the first 15 of up to 16 held-out problems are"
                                        + " evaluated"));
    }

    @Test
    void theAnswerToASubmissionHasTheSameWarningsAsItsPreview() {
        Map<String, Object> request =
                Map.of("preset", "chains", "set", Map.of("soar.outer.steps", 3, "evaluate.problems", 15));
        List<String> previewed = given().contentType(ContentType.JSON)
                .queryParam("validateOnly", true)
                .body(request)
                .post(EXPERIMENTS)
                .then()
                .statusCode(200)
                .body("warnings", not(empty()))
                .extract()
                .path("warnings");
        int id = given().contentType(ContentType.JSON)
                .body(request)
                .post(EXPERIMENTS)
                .then()
                .statusCode(202)
                .body("warnings", equalTo(previewed))
                .extract()
                .path("id");
        given().get(EXPERIMENTS + "/" + id).then().body("$", not(hasKey("warnings")));
    }

    @Test
    void aWrongSettingIsNamedWithWhatIsAllowed() {
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "set", Map.of("soar.outer.sets", 1, "soar.outer.tau", "much")))
                .post(EXPERIMENTS)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem("soar.outer.tau"));
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "set", Map.of("soar.outer.sets", 1)))
                .post(EXPERIMENTS)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("soar.outer.sets"))
                .body("errors[0].message", containsString("1"));
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chians"))
                .post(EXPERIMENTS)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("preset"))
                .body("errors[0].allowed", containsString("chains"));
    }

    @Test
    void aProblemSetThatDoesNotExistIsNamedWithThoseThatDo() {
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "set", Map.of("problems.set", "nope")))
                .post(EXPERIMENTS)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("problems.set"))
                .body("errors[0].allowed", containsString("chains"));
    }

    @Test
    void whatIsUnknownOrMalformedSaysSo() {
        given().get(EXPERIMENTS + "/999999").then().statusCode(404).contentType("application/problem+json");
        given().get("/api/v1/runs/999999/outer-steps").then().statusCode(404);
        given().get(EXPERIMENTS + "/999999/events").then().statusCode(404);
        given().get(EXPERIMENTS + "?limit=0").then().statusCode(400).body("detail", containsString("limit"));
        given().contentType(ContentType.JSON)
                .body("{\"presett\": \"chains\"}")
                .post(EXPERIMENTS)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("presett"));
    }

    @Test
    void anotherSitesPageCanNotDriveIt() {
        given().header("Origin", "https://evil.example").get(EXPERIMENTS).then().statusCode(403);
        given().header("Host", "evil.example").get(EXPERIMENTS).then().statusCode(403);
        given().header("Origin", "http://localhost:8080")
                .get(EXPERIMENTS)
                .then()
                .statusCode(200);
    }
}
