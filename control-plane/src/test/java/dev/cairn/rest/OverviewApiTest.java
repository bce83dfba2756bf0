package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The overview and the control planes over REST. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class OverviewApiTest {
    private static final String API = "/api/v1";

    @Inject
    ControlPlanes planes;

    @Test
    void theOverviewHasEverythingInOneAnswer() {
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "name", "seen"))
                .post(API + "/experiments")
                .then()
                .statusCode(202);
        given().get(API + "/overview")
                .then()
                .statusCode(200)
                .body("at", notNullValue())
                .body("hasExperiments", equalTo(true))
                .body("queue.queued", greaterThanOrEqualTo(1))
                .body("queue.longestWaiting.waitReason.message", notNullValue())
                .body("running.total", greaterThanOrEqualTo(0));
    }

    @Test
    void controlPlanesAndRegisteredServicesHaveTheirHealth() {
        ControlPlane plane = new ControlPlane("overview-test", "host-9", 4711, Set.of("elsewhere"), 1, 0);
        planes.heartbeat(plane, ControlPlanes.State.DRAINING);
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "overview-1", "address", "http://127.0.0.1:9"))
                .post(API + "/workers")
                .then()
                .statusCode(201);
        given().get(API + "/control-planes")
                .then()
                .statusCode(200)
                .body("items.find { it.id == 'overview-test' }.state", equalTo("draining"))
                .body("items.find { it.id == 'overview-test' }.pools", contains("elsewhere"));
        given().get(API + "/overview")
                .then()
                .body("health.find { it.name == 'host-9 (pid 4711)' }.state", equalTo("stopping"))
                .body("health.findAll { it.name == 'overview-1' }.subject", hasItems("trainer", "grader"));
        given().contentType(ContentType.JSON)
                .post(API + "/workers/overview-1:probe")
                .then()
                .statusCode(200)
                .body("reachable", equalTo(false));
        given().get(API + "/workers")
                .then()
                .body("items.find { it.name == 'overview-1' }.lastProbe.result.error", notNullValue());
        given().get(API + "/overview").then().body("health.findAll { it.name == 'overview-1' }.state", hasItem("down"));
        planes.deregister(plane);
        given().delete(API + "/workers/overview-1").then().statusCode(204);
    }
}
