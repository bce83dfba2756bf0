package dev.cairn.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Submitter;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.Submissions;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis reads the published OpenAPI document and sends what it allows and what it does not: no answer may be a 5xx,
 * and none may be one that the document doesn't describe. ops/test installs it and names it in CAIRN_SCHEMATHESIS.
 */
@QuarkusTest
@TestProfile(ContractTest.WithGraders.class)
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@EnabledIfEnvironmentVariable(named = "CAIRN_SCHEMATHESIS", matches = ".+")
final class ContractTest {
    private static final long LONGEST_MINUTES = 5;

    /** The application with an interpreter for graders, so that verdicts are given. */
    public static final class WithGraders implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(
                    DatabaseResource.class,
                    Map.of(DatabaseResource.PYTHON, System.getenv().getOrDefault("CAIRN_PYTHON", ""))));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Inject
    Submissions submissions;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    URI server;

    @Test
    void everyAnswerIsOneThatTheDocumentDescribes() throws Exception {
        submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local());
        Path report = directory.resolve("report.txt");
        Process schemathesis = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        try {
            assertThat(schemathesis.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                    .as("ended in time")
                    .isTrue();
        } finally {
            schemathesis.destroyForcibly();
        }
        assertThat(schemathesis.exitValue()).as(Files.readString(report)).isZero();
        assertThat(Files.readString(report)).contains("Coverage", "Fuzzing", "Tested: ");
    }

    private List<String> command() {
        String url = server.resolve("/").toString();
        return List.of(
                System.getenv("CAIRN_SCHEMATHESIS"),
                "run",
                url + "q/openapi?format=json",
                "--url",
                url,
                "--header",
                "Authorization: Bearer " + SignedIn.adminToken(),
                "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
                        + "response_schema_conformance",
                "--phases",
                "examples,coverage,fuzzing",
                // A stream of events has no end, EventStreamTest reads those; a token that revokes itself is asked
                // nothing more, which RolesTest tries.
                "--exclude-path-regex",
                "(/events|:revoke)$",
                "--seed",
                "20260131",
                "--max-examples",
                "15",
                "--workers",
                "2",
                "--request-timeout",
                "20",
                "--generation-database",
                "none",
                "--no-color");
    }
}
