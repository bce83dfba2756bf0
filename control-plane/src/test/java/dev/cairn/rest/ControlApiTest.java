package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Control over queued runs, pools, quotas and the queue by REST; no executor is started. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class ControlApiTest {
    private static final String API = "/api/v1";

    private static int submitted(String name) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "name", name, "set", Map.of("queue.priority", 3)))
                .post(API + "/experiments")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static int run(int experiment, String name) {
        return given().get(API + "/experiments/" + experiment)
                .then()
                .extract()
                .path("runs.findAll { it.name == '" + name + "' }.max { it.generation }.id");
    }

    /** Other tests of this server may have closed it; 409 means that it is already open. */
    private static void openDefaultPool() {
        given().contentType(ContentType.JSON)
                .body("{\"state\":\"open\",\"trainingSlots\":null}")
                .put(API + "/pools/default")
                .then()
                .statusCode(anyOf(is(200), is(201), is(409)));
    }

    @Test
    void aQueuedRunSaysWhyItIsNotRunning() {
        given().post(API + "/queue:resume").then().statusCode(200);
        openDefaultPool();
        int experiment = submitted("why");
        int screen = run(experiment, "screen");
        given().get(API + "/runs/" + screen + "/queue")
                .then()
                .statusCode(200)
                .body("waitReason.code", equalTo("no-control-plane"))
                .body("waitReason.message", containsString("--pools default"))
                .body("runsAhead", greaterThanOrEqualTo(0))
                .body("priority", equalTo(3));
        given().get(API + "/runs/" + run(experiment, "soar") + "/queue")
                .then()
                .body("waitReason.code", equalTo("dependencies"))
                .body("waitReason.message", containsString("screen (queued)"));
        given().post(API + "/queue:pause").then().statusCode(200).body("state", equalTo("paused"));
        given().get(API + "/runs/" + screen + "/queue").then().body("waitReason.code", equalTo("queue-closed"));
        given().get(API + "/queue?limit=1000")
                .then()
                .statusCode(200)
                .body("state", equalTo("paused"))
                .body("items.id", hasItem(screen));
        given().post(API + "/queue:resume").then().body("state", equalTo("open"));
    }

    @Test
    void pauseResumeCancelRetryAndRestart() {
        int experiment = submitted("verbs");
        int screen = run(experiment, "screen");
        given().post(API + "/runs/" + screen + ":pause").then().statusCode(202).body("state", equalTo("paused"));
        given().post(API + "/runs/" + screen + ":resume").then().statusCode(202).body("state", equalTo("queued"));
        given().post(API + "/runs/" + screen + ":retry")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("only runs that failed or were cancelled can"));
        given().post(API + "/experiments/" + experiment + ":cancel").then().body("state", equalTo("cancelled"));
        given().post(API + "/runs/" + screen + ":pause")
                .then()
                .statusCode(409)
                .body("detail", containsString("retry or restart makes a new run of it"));
        given().post(API + "/experiments/" + experiment + ":retry")
                .then()
                .statusCode(202)
                .body("state", equalTo("queued"))
                .body("runs", hasSize(12));
        given().get(API + "/runs/" + run(experiment, "soar"))
                .then()
                .body("generation", equalTo(2))
                .body("previous", notNullValue());
        given().contentType(ContentType.JSON)
                .post(API + "/experiments/" + experiment + ":clone")
                .then()
                .statusCode(202)
                .body("clonedFrom", equalTo(experiment))
                .body("preset", equalTo("chains"));
    }

    @Test
    void aCloneIsCheckedWithoutBeingMade() {
        int experiment = submitted("model of clones");
        String clone = API + "/experiments/" + experiment + ":clone?validateOnly=true";
        given().contentType(ContentType.JSON)
                .body(Map.of("set", Map.of("soar.outer.steps", 3)))
                .post(clone)
                .then()
                .statusCode(200)
                .body("spec.name", equalTo("model of clones"))
                .body("spec.soar.outer.steps", equalTo(3));
        given().contentType(ContentType.JSON)
                .body(Map.of("set", Map.of("soar.outer.steps", 0)))
                .post(clone)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("soar.outer.steps"));
        given().contentType(ContentType.JSON)
                .post(API + "/experiments/99999:clone?validateOnly=true")
                .then()
                .statusCode(404);
        given().queryParam("filter", "clonedFrom == " + experiment)
                .get(API + "/experiments")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void theSettingsAreDescribedAndPresetsAreWhole() {
        given().get(API + "/spec-schema")
                .then()
                .statusCode(200)
                .body("properties.soar.properties.outer.properties.tau.x-symbol", equalTo("τ"));
        given().get(API + "/presets/chains")
                .then()
                .statusCode(200)
                .body("spec.soar.outer.steps", equalTo(8))
                .body("settings.soar.outer.steps", equalTo(8))
                .body("settings.soar.adam.beta1", equalTo(0.9f));
        given().get(API + "/presets/none").then().statusCode(404);
    }

    @Test
    void priorityAndPoolChangeOnlyWithWhatWasSeen() {
        int screen = run(submitted("edit"), "screen");
        Map<String, Object> edit = Map.of("priority", 7);
        given().contentType(ContentType.JSON)
                .body(edit)
                .patch(API + "/runs/" + screen)
                .then()
                .statusCode(428);
        String tag = given().get(API + "/runs/" + screen).header("ETag");
        given().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(edit)
                .patch(API + "/runs/" + screen)
                .then()
                .statusCode(200)
                .body("queue.priority", equalTo(7));
        given().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(edit)
                .patch(API + "/runs/" + screen)
                .then()
                .statusCode(412);
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("pool", "nowhere"))
                .patch(API + "/runs/" + screen)
                .then()
                .statusCode(422)
                .body("errors[0].allowed", containsString("default"));
    }

    @Test
    void poolsAndQuotas() {
        given().contentType(ContentType.JSON)
                .body(Map.of("trainingSlots", 4, "state", "open"))
                .put(API + "/pools/gpu")
                .then()
                .statusCode(200)
                .body("state", equalTo("open"));
        for (String part : List.of("{\"trainingSlots\":16}", "{\"state\":\"draining\"}", "{}")) {
            given().contentType(ContentType.JSON)
                    .body(part)
                    .put(API + "/pools/gpu")
                    .then()
                    .statusCode(400)
                    .body("errors[0].message", equalTo("is missing"));
        }
        given().get(API + "/pools/gpu").then().body("trainingSlots", equalTo(4)).body("state", equalTo("open"));
        given().contentType(ContentType.JSON)
                .body("{\"state\":\"open\",\"trainingSlots\":null}")
                .put(API + "/pools/gpu")
                .then()
                .statusCode(200)
                .body("trainingSlots", nullValue());
        given().get(API + "/pools").then().body("items.name", hasItem("gpu"));
        given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains", "set", Map.of("queue.pool", "gpu")))
                .post(API + "/experiments")
                .then()
                .statusCode(202);
        given().delete(API + "/pools/gpu").then().statusCode(409);
        given().contentType(ContentType.JSON)
                .body(Map.of("trainingSlots", 4, "state", "open"))
                .put(API + "/pools/No")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(Map.of("maxRunning", 2))
                .put(API + "/quotas/ada")
                .then()
                .statusCode(200);
        given().get(API + "/quotas").then().body("items.owner", hasItem("ada"));
        for (String owner : List.of("a b", "a\nb", "\u202eada", "x".repeat(64))) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("maxRunning", 2))
                    .put(API + "/quotas/{owner}", owner)
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("1 to 63 letters"));
        }
        given().delete(API + "/quotas/ada").then().statusCode(204);
        given().delete(API + "/quotas/ada").then().statusCode(404);
    }

    @Test
    void aStateThatAPoolCannotHaveIsRefusedWithThoseItCan() {
        for (String state : List.of("x", "OPEN")) {
            given().contentType(ContentType.JSON)
                    .body("{\"state\":\"" + state + "\",\"trainingSlots\":4}")
                    .put(API + "/pools/gpu")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("state"))
                    .body("errors[0].allowed", equalTo("open, paused, draining"));
        }
    }

    @Test
    void bulkActionsTakeAFilterAndTellWhatTheyLeft() {
        int experiment = submitted("bulk");
        int screen = run(experiment, "screen");
        Map<String, Object> waiting = Map.of("filter", "experimentId == " + experiment + " && state == \"waiting\"");
        given().contentType(ContentType.JSON)
                .queryParam("validateOnly", true)
                .body(waiting)
                .post(API + "/runs:cancel")
                .then()
                .statusCode(200)
                .body("changed", hasSize(5));
        Map<String, Object> all = Map.of("filter", "experimentId == " + experiment);
        given().contentType(ContentType.JSON)
                .body(all)
                .post(API + "/runs:pause")
                .then()
                .body("changed", hasSize(6));
        given().contentType(ContentType.JSON)
                .body(all)
                .post(API + "/runs:resume")
                .then()
                .body("changed", hasSize(6));
        given().contentType(ContentType.JSON)
                .body(Map.of("filter", "id == " + screen))
                .post(API + "/runs:retry")
                .then()
                .body("changed", hasSize(0))
                .body("refused.runId", contains(screen))
                .body("hasMore", equalTo(false));
        given().contentType(ContentType.JSON)
                .body(all)
                .post(API + "/runs:cancel")
                .then()
                .body("changed", hasSize(6));
        // Retrying the screening makes new runs of the five that depend on it too.
        for (boolean only : List.of(true, false)) {
            given().contentType(ContentType.JSON)
                    .queryParam("validateOnly", only)
                    .body(all)
                    .post(API + "/runs:retry")
                    .then()
                    .body("changed", hasSize(6))
                    .body("refused", hasSize(0));
        }
        given().contentType(ContentType.JSON)
                .body(Map.of("filter", "colour == 3"))
                .post(API + "/runs:cancel")
                .then()
                .statusCode(400);
    }
}
