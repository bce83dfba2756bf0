package dev.cairn.rest.errors;

import static dev.cairn.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.rest.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The whole application while its PostgreSQL is really gone. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class DatabaseOutageTest {

    private final Path home = ConfigProvider.getConfig().getValue("cairn.home", Path.class);

    @Test
    void whileTheDatabaseIsAwayClientsAreToldToComeAgainAndHealthAndMetricsSayWhy() throws Exception {
        given().get("/q/health/ready").then().statusCode(200);
        LocalPostgres server = LocalPostgres.start(Home.at(home), Clock.systemUTC());
        ProcessHandle postmaster = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
        postmaster.destroyForcibly();
        try {
            await().until(() -> server.pid().isEmpty());
            away();
        } finally {
            LocalPostgres.start(Home.at(home), Clock.systemUTC());
        }
        await().untilAsserted(() -> given().get("/api/v1/me").then().statusCode(200));
        await().untilAsserted(() -> given().get("/q/metrics").then().body(containsString("cairn_database_up 1")));
        given().get("/q/health/ready").then().statusCode(200);
    }

    private static void away() {
        given().get("/api/v1/me")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", endsWith("/database-away"));
        given().contentType(ContentType.JSON)
                .body("{\"preset\":\"chains\"}")
                .post("/api/v1/experiments")
                .then()
                .statusCode(503)
                .body("type", endsWith("/database-away"));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'database' }.status", equalTo("DOWN"))
                .body("checks.find { it.name == 'database' }.data.reason", notNullValue());
        await().untilAsserted(() ->
                given().get("/q/metrics").then().statusCode(200).body(containsString("cairn_database_up 0")));
        given().auth()
                .oauth2("cairn_not-seen-before")
                .get("/q/metrics")
                .then()
                .statusCode(503)
                .body("type", endsWith("/database-away"));
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        IllegalStateException full = new IllegalStateException(
                "the database refused", new SQLException("could not extend file: No space left on device", "53100"));
        try (Response answer = DatabaseOutage.answer(full).orElseThrow()) {
            assertThat(answer.getStatus()).isEqualTo(507);
            assertThat(answer.getHeaderString("Retry-After")).isNotNull();
        }
    }

    @Test
    void aFailureOfOurOwnIsNotCalledAnOutage() {
        assertThat(DatabaseOutage.answer(new IllegalStateException(new SQLException("no such table", "42P01"))))
                .isEmpty();
    }
}
