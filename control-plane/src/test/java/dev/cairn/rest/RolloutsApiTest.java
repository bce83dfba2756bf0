package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Submitter;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.StorageRoot;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.Submissions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollouts and policies of a run over HTTP. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class RolloutsApiTest {
    @Inject
    Submissions submissions;

    @Inject
    JdbcRunner jdbc;

    @Inject
    ArtifactStore store;

    private long run;

    @BeforeEach
    void aSoarRunWithAStudent() {
        run = submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local()).runs().stream()
                .filter(each -> each.kind() == RunKind.SOAR)
                .map(Run::id)
                .findFirst()
                .orElseThrow()
                .value();
        execute("insert into run_owner values (%d, 'me', 1)");
        execute("insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)"
                + " values (%d, 'init', 1, 1, 'me', '{}', 0, now())");
        execute("insert into artifact (path, run_id, unit, kind, sha256, bytes)"
                + " values ('r%1$d/init/student', %1$d, 'init', 'checkpoint', 'abc', 10)");
        execute("insert into policy values (%1$d, 'init', 'student', 'r%1$d/init/student', 'abc', 0)");
    }

    private void execute(String statement) {
        jdbc.call("preparing a test", handle -> handle.execute(statement.formatted(run)));
    }

    private ValidatableResponse rollouts(String parameter, String value) {
        return given().queryParam(parameter, value)
                .get("/api/v1/runs/" + run + "/rollouts")
                .then();
    }

    private ValidatableResponse adapter(String policy) {
        return given().get("/api/v1/runs/" + run + "/policies/" + policy + "/adapter")
                .then();
    }

    @Test
    void aWrongFilterIsExplained() {
        rollouts("verdict", "RIGHT")
                .statusCode(400)
                .body("errors[0].field", equalTo("verdict"))
                .body("errors[0].allowed", containsString("VERIFIED"));
        for (String parameter : new String[] {"minReward", "minTokens", "outerStep", "rulesDiffer"}) {
            rollouts(parameter, "x").statusCode(400).body("errors[0].field", equalTo(parameter));
        }
        rollouts("minReward", "NaN").statusCode(400).body("errors[0].allowed", equalTo("a number"));
        rollouts("unit", "t/9/write").statusCode(404).body("detail", containsString("no finished unit"));
        rollouts("minReward", "-1.5e0")
                .statusCode(200)
                .body("items", hasSize(0))
                .body("searched", equalTo(0))
                .body("total", equalTo(0));
        rollouts("text", "50% of _").statusCode(200);
    }

    @Test
    void aRolloutThatIsNotThereIsNotFound() {
        String path = "/api/v1/runs/" + run + "/rollouts/";
        given().get(path + "init/0").then().statusCode(404).body("detail", containsString("has no rollout 0"));
        given().urlEncodingEnabled(false).get(path + "t%2F9%2Fwrite/0").then().statusCode(404);
        given().get(path + "init/99999999999").then().statusCode(404);
    }

    @Test
    void aPolicyIsDownloadedAsAnAdapter() throws Exception {
        adapter("student/init").statusCode(404).body("detail", containsString("are missing"));
        Path directory = Files.createDirectories(store.resolve(StorageRoot.DURABLE, "r" + run + "/init/student"));
        Files.writeString(directory.resolve("adapter_config.json"), "{}");
        Files.writeString(directory.resolve("adapter_model.safetensors"), "weights");
        byte[] tar = adapter("student/init")
                .statusCode(200)
                .contentType("application/x-tar")
                .header("Content-Length", "3072")
                .header("Cairn-Policy-Sha256", "abc")
                .header("Content-Disposition", containsString("run-" + run + "-student-init.tar"))
                .extract()
                .asByteArray();
        assertThat(tar).hasSize(3072);
        assertThat(new String(tar, 0, 100, StandardCharsets.US_ASCII))
                .startsWith("run-" + run + "-student-init/adapter_config.json");
        given().head("/api/v1/runs/" + run + "/policies/student/init/adapter")
                .then()
                .statusCode(200)
                .header("Cairn-Policy-Sha256", "abc");
    }

    @Test
    void aPolicyThatIsGoneSaysWhy() {
        adapter("teacher/init").statusCode(404).body("detail", containsString("has no policy teacher/init"));
        adapter("student/../init").statusCode(404);
        execute("update artifact set removed_at = now() where run_id = %d");
        adapter("student/init")
                .statusCode(410)
                .contentType("application/problem+json")
                .body("detail", containsString("the retention rules did not keep them"));
    }
}
