package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Submitter;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.Submissions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that only some kinds of run have. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class RecordsOfARunTest {
    @Inject
    Submissions submissions;

    @Test
    void aHardSetIsThatOfAScreenRunAndOuterStepsAreThoseOfASoarRun() {
        Experiment experiment = submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local());
        for (Run run : experiment.runs()) {
            ValidatableResponse screening = read(run, "screening");
            if (run.kind() == RunKind.SCREEN) {
                screening.statusCode(200).body("train", empty()).body("test", empty());
                read(run, "problem-scores").statusCode(200).body("items", empty());
                read(run, "problem-scores?sort=worst")
                        .statusCode(400)
                        .body("errors[0].field", equalTo("sort"))
                        .body("errors[0].allowed", equalTo("problemId, correct or -correct"));
            } else {
                isRefused(screening, run, "only runs of kind screen have a hard set");
            }
            ValidatableResponse evaluation = read(run, "evaluation");
            if (run.kind() == RunKind.EVALUATE) {
                evaluation.statusCode(200).body("problems", equalTo(0)).body("correctCounts", empty());
            } else {
                isRefused(evaluation, run, "only runs of kind evaluate have an evaluation");
            }
            ValidatableResponse steps = read(run, "outer-steps");
            if (run.kind() == RunKind.SOAR) {
                steps.statusCode(200).body("items", hasSize(0));
                read(run, "question-diversity").statusCode(200).body("items", empty());
                read(run, "throughput").statusCode(200).body("items", empty());
                read(run, "outer-steps/0/sets/0/questions").statusCode(404);
                isRefused(
                        read(run, "problem-scores"),
                        run,
                        "only runs of kind screen and evaluate have scores per problem");
            } else {
                isRefused(steps, run, "only runs of kind soar have outer steps");
            }
        }
    }

    @Test
    void aRunHasTheSeriesOfWhatItHasMeasured() {
        Experiment experiment = submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local());
        Run run = experiment.runs().getFirst();
        read(run, "metrics").statusCode(200).body("items", hasSize(0));
        for (String name : List.of("student/loss", "student%2Floss")) {
            given().urlEncodingEnabled(false)
                    .get("/api/v1/runs/" + run.id() + "/metrics/" + name)
                    .then()
                    .statusCode(404)
                    .body(
                            "detail",
                            equalTo("run " + run.id() + " has no series 'student/loss'; GET /api/v1/runs/" + run.id()
                                    + "/metrics lists its series"));
        }
        given().get("/api/v1/runs/999999999/metrics").then().statusCode(404);
    }

    private static ValidatableResponse read(Run run, String records) {
        return given().get("/api/v1/runs/" + run.id() + "/" + records).then();
    }

    private static void isRefused(ValidatableResponse answer, Run run, String why) {
        answer.statusCode(404)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo("run " + run.id() + " is a run of kind "
                                + run.kind().wireName() + "; " + why));
    }
}
