package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.cairn.events.Events;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Submitter;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.Submissions;
import dev.cairn.testing.TestJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of an experiment that have addresses of their own: graph, cost, spec, report, recent events, notes. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class ExperimentPartsTest {
    private static final String API = "/api/v1/experiments/";
    private static final List<String> PARTS = List.of("graph", "cost", "spec", "report", "recent-events");

    @Inject
    Submissions submissions;

    @Inject
    Events events;

    private Experiment submitted() {
        return submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local());
    }

    private static ValidatableResponse read(Experiment experiment, String part) {
        return given().get(API + experiment.id() + part).then();
    }

    private static Run run(Experiment experiment, String name) {
        return experiment.runs().stream()
                .filter(run -> run.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingHasPartsThatDoesNotExist() {
        for (String part : PARTS) {
            given().get(API + "999999/" + part)
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("experiment 999999 does not exist"));
        }
    }

    @Test
    void theGraphHasTheDependenciesAndWhyRunsWait() {
        Experiment experiment = submitted();
        int screen = (int) run(experiment, "screen").id().value();
        int soar = (int) run(experiment, "soar").id().value();
        read(experiment, "/graph")
                .statusCode(200)
                .body(
                        "items.id",
                        equalTo(experiment.runs().stream()
                                .map(run -> (int) run.id().value())
                                .toList()))
                .body("items.find { it.id == " + screen + " }.dependsOn", empty())
                .body("items.find { it.id == " + screen + " }.waitReason.code", not(equalTo("dependencies")))
                .body("items.find { it.id == " + soar + " }.dependsOn", contains(screen))
                .body(
                        "items.find { it.id == " + soar + " }.waitReason.message",
                        equalTo("waiting for screen (queued)"));
        given().post(API + experiment.id() + ":cancel").then().statusCode(202);
        read(experiment, "/graph").body("items.findAll { it.waitReason != null }", empty());
    }

    @Test
    void theCostHasUsageEstimateAndBudget() {
        Experiment experiment = submissions.accept(
                new SpecRequest(
                        "chains",
                        null,
                        null,
                        Map.of("budget.experiment.wallHours", TestJson.MAPPER.valueToTree(2)),
                        null),
                Submitter.local());
        read(experiment, "/cost")
                .statusCode(200)
                .body("used.rollouts", equalTo(0))
                .body("runs", empty())
                .body("estimate.rollouts", greaterThan(0))
                .body("time.basis", notNullValue())
                .body("left.share", equalTo(0.0f))
                .body("left.basis", notNullValue())
                .body("budget.wallHours", equalTo(2.0f))
                .body("budget.tokens", nullValue())
                .body("runBudget.rollouts", nullValue());
        given().post("/api/v1/experiments/" + experiment.id() + ":cancel")
                .then()
                .statusCode(202);
        read(experiment, "/cost").statusCode(200).body("left", nullValue());
    }

    @Test
    void theSpecIsAlsoTheShortestSubmissionThatGivesItAgain() {
        Experiment experiment = submissions.accept(
                new SpecRequest(
                        "chains", "again", 7L, Map.of("soar.outer.steps", TestJson.MAPPER.valueToTree(3)), null),
                Submitter.local());
        Map<String, Object> submission = read(experiment, "/spec")
                .statusCode(200)
                .body("spec.soar.outer.steps", equalTo(3))
                .body("submission.preset", equalTo("chains"))
                .body("submission.set", equalTo(Map.of("soar.outer.steps", 3)))
                .extract()
                .path("submission");
        int again = given().contentType(ContentType.JSON)
                .body(submission)
                .post("/api/v1/experiments")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Map<String, Object> spec = read(experiment, "/spec").extract().path("spec");
        given().get(API + again + "/spec").then().body("spec", equalTo(spec));
    }

    @Test
    void theReportComesInThreeForms() {
        Experiment experiment = submitted();
        String report = API + experiment.id() + "/report";
        given().accept("application/json, text/plain, */*")
                .get(report)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("name", equalTo(experiment.name()))
                .body("runs", hasSize(6))
                .body("summary.policies", empty())
                .body("spec.seed", equalTo(1));
        given().accept("text/csv")
                .get(report)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(startsWith("experiment_id,seed,measure,policy,"));
        given().accept("text/markdown")
                .get(report)
                .then()
                .statusCode(200)
                .contentType("text/markdown")
                .body(startsWith("# chains (experiment " + experiment.id() + ")\n"))
                .body(containsString("No policy has been evaluated."));
        given().accept("image/png").get(report).then().statusCode(406);
    }

    @Test
    void recentEventsComeNewestFirstAndInPages() {
        Experiment experiment = submitted();
        given().post(API + experiment.id() + ":cancel").then().statusCode(202);
        events.publish();
        ValidatableResponse first = read(experiment, "/recent-events?limit=2").statusCode(200);
        first.body("items", hasSize(2)).body("items[0].payload.state", equalTo("cancelled"));
        int newest = first.extract().path("items[0].id");
        int second = first.extract().path("items[1].id");
        String next = first.extract().path("next");
        assertThat(newest).isGreaterThan(second);
        read(experiment, "/recent-events?limit=1000&cursor=" + next)
                .body("items.size()", greaterThan(2))
                .body("items.findAll { it.id >= " + second + " }", empty())
                .body("items.last().payload.state", anyOf(is("waiting"), is("queued")))
                .body("next", nullValue());
        read(experiment, "/recent-events?cursor=nonsense").statusCode(400);
    }

    @Test
    void nameAndNotesAreChangedWithWhatWasSeen() {
        Experiment experiment = submitted();
        String address = API + experiment.id();
        String tag = given().get(address).header("ETag");
        given().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(Map.of("name", "renamed", "notes", "Looks good.\nAgain with seed 2."))
                .patch(address)
                .then()
                .statusCode(200)
                .body("name", equalTo("renamed"))
                .body("notes", equalTo("Looks good.\nAgain with seed 2."));
        given().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(Map.of("notes", "later"))
                .patch(address)
                .then()
                .statusCode(412);
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("notes", "x".repeat(20_001)))
                .patch(address)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("notes"));
        given().contentType(ContentType.JSON)
                .post(address + ":clone")
                .then()
                .statusCode(202)
                .body("name", equalTo("renamed"));
        given().get("/api/v1/experiments?filter=id==" + experiment.id())
                .then()
                .body("items[0].name", equalTo("renamed"))
                .body("items[0].notes", nullValue());
    }
}
