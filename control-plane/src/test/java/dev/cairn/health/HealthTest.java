package dev.cairn.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.cairn.rest.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The health endpoint as a load balancer uses it. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class HealthTest {
    @Test
    void aProcessThatAnswersIsAlive() {
        given().auth().none().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void whatTellsMoreThanThatNeedsAToken() {
        given().auth().none().get("/q/health/ready").then().statusCode(401);
        given().auth().none().get("/q/metrics").then().statusCode(401);
    }

    @Test
    void readyMeansDatabaseSchemaPythonAndNoDrain() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.status", everyItem(equalTo("UP")))
                .body("checks", hasSize(5))
                .body(
                        "checks.name",
                        containsInAnyOrder("database", "migrations", "not draining", "embedded Python", "disk"));
    }
}
