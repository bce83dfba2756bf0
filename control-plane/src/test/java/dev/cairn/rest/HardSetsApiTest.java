package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of hard sets over REST. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class HardSetsApiTest {
    private static final String PATH = "/api/v1/hard-sets";

    private static ValidatableResponse named(Map<String, Object> request) {
        return given().contentType(ContentType.JSON).body(request).post(PATH).then();
    }

    @Test
    void aNameIsGivenReadUsedAndDeleted() {
        int experiment = Screened.experiment();
        named(Map.of("name", "api-1", "experiment", experiment, "description", "three problems"))
                .statusCode(201)
                .header("Location", endsWith(PATH + "/api-1"))
                .body("experimentId", equalTo(experiment))
                .body("problemSet", equalTo("chains"))
                .body("train", equalTo(2))
                .body("test", equalTo(1))
                .body("createdBy", equalTo("local"));
        given().get(PATH + "/api-1").then().statusCode(200).body("description", equalTo("three problems"));
        given().get(PATH).then().statusCode(200).body("items.name", hasItem("api-1"));

        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "preset",
                        "chains",
                        "seed",
                        9,
                        "set",
                        Map.of("screen.hardSet", "api-1", "soar.outer.rewardQuestions", 2)))
                .post("/api/v1/experiments")
                .then()
                .statusCode(202)
                .body("spec.screen.hardSet", equalTo("api-1"))
                .body("spec.screen.from", equalTo(null));
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "preset",
                        "chains",
                        "set",
                        Map.of("screen.hardSet", "api-1", "screen.seed", 3, "soar.outer.rewardQuestions", 2)))
                .post("/api/v1/experiments?validateOnly=true")
                .then()
                .statusCode(200)
                .body("warnings", hasItem(containsString("screen.seed: has no effect")));
        given().delete(PATH + "/api-1").then().statusCode(204);
        given().get(PATH + "/api-1")
                .then()
                .statusCode(404)
                .body("detail", containsString("there is no hard set api-1"));
        given().delete(PATH + "/api-1").then().statusCode(404);
    }

    @Test
    void whatIsWrongIsSaidByField() {
        named(Map.of("name", "a b"))
                .statusCode(422)
                .body("type", endsWith("/invalid-hard-set"))
                .body("errors.field", hasItems("name", "experiment"));
        int experiment = Screened.experiment();
        named(Map.of("name", "api-2", "experiment", experiment)).statusCode(201);
        named(Map.of("name", "api-2", "experiment", experiment))
                .statusCode(409)
                .body("errors[0].field", equalTo("name"));
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "set", Map.of("screen.hardSet", "unknown")))
                .post("/api/v1/experiments")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("screen.hardSet"));
    }

    @Test
    void onlyWhoNamedItOrAnAdminDeletesIt() {
        int experiment = Screened.experiment();
        named(Map.of("name", "api-3", "experiment", experiment)).statusCode(201);
        String operator = RolesTest.token("hana", "operator", null);
        given().auth()
                .oauth2(operator)
                .delete(PATH + "/api-3")
                .then()
                .statusCode(403)
                .body("detail", containsString("was named by local"));
        given().auth()
                .oauth2(operator)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "api-4", "experiment", experiment))
                .post(PATH)
                .then()
                .statusCode(201);
        given().auth().oauth2(operator).delete(PATH + "/api-4").then().statusCode(204);
    }
}
