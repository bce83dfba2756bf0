package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Submitter;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.Submissions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comparisons read of several runs and experiments at once, and what they refuse. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class ComparisonApiTest {
    private static final String CURVES = "/api/v1/metrics/curves";

    @Inject
    Submissions submissions;

    @Test
    void runsWithoutResultsHaveNoSeriesAndNoCurves() {
        Experiment experiment = submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local());
        long first = experiment.runs().getFirst().id().value();
        long last = experiment.runs().getLast().id().value();
        given().queryParam("run", first, last)
                .get("/api/v1/metrics")
                .then()
                .statusCode(200)
                .body("items", empty());
        given().queryParam("run", first, last)
                .queryParam("name", "student/loss", "outer/mean_reward")
                .queryParam("over", "outer-step")
                .get(CURVES)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void everythingOutOfRangeIsNamed() {
        given().queryParam("over", "time")
                .queryParam("maxPoints", 1)
                .get(CURVES)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains("run", "name", "maxPoints", "over"))
                .body("errors[3].allowed", equalTo("step or outer-step"));
        given().get("/api/v1/metrics").then().statusCode(400).body("errors[0].field", equalTo("run"));
        given().get("/api/v1/metrics?run=999999999")
                .then()
                .statusCode(404)
                .body("detail", equalTo("run 999999999 does not exist"));
    }

    @Test
    void experimentsAndSummariesComeInTheOrderAskedFor() {
        int first = id();
        int second = id();
        given().queryParam("id", second, first)
                .get("/api/v1/experiments:read")
                .then()
                .statusCode(200)
                .body("items.id", contains(second, first))
                .body("items[0].spec.soar.outer.tau", notNullValue())
                .body("items[0].runs", not(empty()));
        given().queryParam("id", second, first)
                .get("/api/v1/experiments:summarise")
                .then()
                .statusCode(200)
                .body("items.experimentId", contains(second, first))
                .body("items[0].summary.policies", empty());
        for (String verb : List.of("read", "summarise")) {
            String path = "/api/v1/experiments:" + verb;
            given().get(path).then().statusCode(400).body("errors[0].field", equalTo("id"));
            given().get(path + "?id=999999999").then().statusCode(200).body("items", empty());
        }
    }

    private int id() {
        return (int) submissions
                .accept(SpecRequest.ofPreset("chains"), Submitter.local())
                .id()
                .value();
    }
}
