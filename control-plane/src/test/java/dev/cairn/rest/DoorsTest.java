package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.cairn.rest.edge.AnswerHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every answer has and what is refused before any resource is asked. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class DoorsTest {
    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    URI server;

    @Test
    void everyAnswerLimitsWhatABrowserLoadsAndWhoFramesIt() {
        for (String path : List.of("/", "/assets/gone.js", "/api/v1/me", "/api/v1/nowhere", "/q/health/live")) {
            given().get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'self'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("X-Frame-Options", "DENY")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer");
        }
        assertThat(raw("GET / HTTP/1.1\r\nHost: :99999\r\n\r\n"))
                .containsIgnoringCase("x-frame-options: DENY")
                .contains("default-src 'self'");
    }

    @Test
    void answersAreCompressedForThoseWhoTakeIt() {
        given().header("Accept-Encoding", "gzip")
                .get("/api/v1/presets")
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip");
        assertThat(raw("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .doesNotContainIgnoringCase("content-encoding: gzip");
    }

    @Test
    void noAnswerWithDataIsKept() {
        int id = given().contentType("application/json")
                .body("{\"preset\":\"chains\"}")
                .post("/api/v1/experiments")
                .path("id");
        for (String path : List.of("/api/v1/me", "/api/v1/experiments/" + id, "/q/health/ready", "/api/v1/nowhere")) {
            given().get(path).then().header("Cache-Control", "no-store");
        }
    }

    @Test
    void aMissingFileOfTheConsoleIsNotThePageAndIsNotKept() {
        given().get("/assets/gone.js")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-cache");
    }

    @Test
    void onlyTheConsolesHashedFilesAreKeptAndOnlyWhereTheyAre() {
        assertThat(AnswerHeaders.caching("/assets/index-DtZfK6v5.js", 200))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(AnswerHeaders.caching("/assets/index-DtZfK6v5.js", 404)).isEqualTo("no-cache");
        assertThat(AnswerHeaders.caching("/experiments/1", 200)).isEqualTo("no-cache");
        assertThat(AnswerHeaders.caching("/", 200)).isEqualTo("no-cache");
        assertThat(AnswerHeaders.caching("/api/v1/me", 200)).isEqualTo("no-store");
    }

    @Test
    void aWrongCharacterInAnAddressIsNamed() {
        assertThat(raw("GET /api/v1/experiments?filter=seed>1 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains("at character 32 of the address: '>' (as %3E) must be percent-encoded");
        for (String filter : List.of("a\"", "a%", "a%zz", "a%00")) {
            assertThat(raw("GET /api/v1/experiments?filter=" + filter + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "address");
        }
    }

    @Test
    void whatIsTooLongSaysHowLongItMayBe() {
        given().get("/api/v1/experiments?filter=" + "a".repeat(70_000))
                .then()
                .statusCode(414)
                .contentType("application/problem+json")
                .body("detail", containsString("at most 65536"));
        assertThat(raw("POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 5000000\r\n\r\n{"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "5000000 bytes; at most 4194304");
    }

    @Test
    void whatIsNotHttpIsRefusedInOnePlainSentence() {
        for (String head : List.of(
                "GET /api/v1/me HTTP/1.1\r\nHost: :99999\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1:8099, evil\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n",
                "GET http://evil/api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/me HTTP/2.0\r\nHost: localhost\r\n\r\n")) {
            assertThat(raw(head))
                    .as(head)
                    .containsPattern("^HTTP/[12].[01] 400 ")
                    .contains("application/problem+json")
                    .doesNotContainIgnoringCase("stack")
                    .doesNotContain("Error id");
        }
    }

    @Test
    void aForeignOriginWithATokenIsNotToldAboutSessions() {
        given().header("Origin", "http://localhost:1")
                .post("/api/v1/queue:resume")
                .then()
                .statusCode(403)
                .body("detail", containsString("another origin"));
    }

    @Test
    void anAddressWhereNothingIsSaysSo() {
        given().get("/q/nowhere").then().statusCode(404).body("status", equalTo(404));
    }

    @Test
    void aBodyThatNeverEndsIsCut() throws Exception {
        String head = "POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + SignedIn.adminToken() + "\r\nContent-Type: application/json\r\n";
        List<Callable<String>> requests = Stream.of(
                        "Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
                .<Callable<String>>map(rest -> () -> raw(head + rest))
                .toList();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : clients.invokeAll(requests)) {
                assertThat(answer.get())
                        .startsWith("HTTP/1.1 408")
                        .contains("application/problem+json", "has not arrived within 15 s");
            }
        }
    }

    private String raw(String request) {
        return RawHttp.send(server, request);
    }
}
