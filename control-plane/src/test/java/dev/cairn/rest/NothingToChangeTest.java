package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Requests for a state that a resource already has, or cannot have, are refused or listed, and leave no row in the
 * audit.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class NothingToChangeTest {
    private static final String API = "/api/v1";

    private static int submitted() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains"))
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

    private static ValidatableResponse act(String target, String verb) {
        return given().contentType(ContentType.JSON)
                .post(API + target + ":" + verb)
                .then();
    }

    private static ValidatableResponse bulk(String verb, String filter, String query) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("filter", filter))
                .post(API + "/runs:" + verb + query)
                .then()
                .statusCode(200);
    }

    private static int newestRow() {
        Integer newest = given().get(API + "/audit?limit=1").path("items[0].id");
        return newest == null ? 0 : newest;
    }

    @Test
    void aRunThatIsSoAlreadyIsRefusedWithItsState() {
        int experiment = submitted();
        String run = "/runs/" + run(experiment, "screen");
        act(run, "resume").statusCode(409).body("detail", containsString("is queued, not paused"));
        act(run, "pause").statusCode(202);
        int before = newestRow();
        act(run, "pause").statusCode(409).body("detail", containsString("is already paused"));
        assertThat(newestRow()).isEqualTo(before);
        act(run, "cancel").statusCode(202);
        int cancelled = newestRow();
        act(run, "cancel").statusCode(409).body("detail", containsString("was already cancelled"));
        act(run, "pause").statusCode(409).body("detail", containsString("retry or restart makes a new run of it"));
        assertThat(newestRow()).isEqualTo(cancelled);
    }

    @Test
    void anExperimentOfWhichNothingChangesIsRefused() {
        int experiment = submitted();
        String target = "/experiments/" + experiment;
        act(target, "resume").statusCode(409).body("detail", containsString("has no run that can be resumed"));
        act(target, "cancel").statusCode(202);
        int before = newestRow();
        for (String verb : List.of("cancel", "pause", "resume")) {
            act(target, verb).statusCode(409).body("detail", containsString("(cancelled) has no run"));
        }
        assertThat(newestRow()).isEqualTo(before);
        act("/experiments/999999", "cancel").statusCode(404);
    }

    @Test
    void settingsThatAreSoAlreadyLeaveNoRow() {
        Map<String, Object> pool = Map.of("state", "open", "trainingSlots", 3);
        given().contentType(ContentType.JSON)
                .body(pool)
                .put(API + "/pools/same")
                .then()
                .statusCode(200);
        act("/queue", "resume").statusCode(200);
        int before = newestRow();
        given().contentType(ContentType.JSON)
                .body(pool)
                .put(API + "/pools/same")
                .then()
                .statusCode(200);
        act("/queue", "resume").statusCode(200);
        assertThat(newestRow()).isEqualTo(before);
    }

    @Test
    void manyRunsAreToldApartAndTheRowHasFilterAndStates() {
        int experiment = submitted();
        int screen = run(experiment, "screen");
        act("/runs/" + screen, "pause").statusCode(202);
        String filter = "experimentId == " + experiment;
        bulk("pause", filter, "?validateOnly=true")
                .body("changed", hasSize(5))
                .body("unchanged.runId", contains(screen))
                .body("unchanged[0].reason", containsString("is already paused"))
                .body("refused", hasSize(0));
        bulk("pause", filter, "").body("changed", hasSize(5)).body("unchanged.runId", contains(screen));
        given().get(API + "/audit?limit=1")
                .then()
                .body("items[0].action", equalTo("runs.pause"))
                .body("items[0].before.filter", equalTo(filter))
                .body("items[0].before.states.size()", equalTo(5))
                .body("items[0].after.changed", hasSize(5));
        int before = newestRow();
        bulk("pause", filter, "").body("changed", hasSize(0)).body("unchanged", hasSize(6));
        assertThat(newestRow()).isEqualTo(before);
        bulk("cancel", filter, "?validateOnly=true").body("changed", hasSize(6));
        bulk("cancel", filter, "").body("changed", hasSize(6)).body("refused", hasSize(0));
        bulk("cancel", filter, "").body("unchanged", hasSize(6));
    }

    @Test
    void aPreviewOfRetriesFindsWhatTheRetriesFindAndChangesNothing() {
        int experiment = submitted();
        act("/experiments/" + experiment, "cancel").statusCode(202);
        String filter = "experimentId == " + experiment;
        String preview = bulk("retry", filter, "?validateOnly=true").extract().asString();
        given().get(API + "/experiments/" + experiment).then().body("runs", hasSize(6));
        assertThat(bulk("retry", filter, "").extract().jsonPath().getList("changed"))
                .isNotEmpty()
                .isEqualTo(io.restassured.path.json.JsonPath.from(preview).getList("changed"));
    }
}
