package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** History as files over REST. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class HistoryFilesApiTest {
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String ARROW = "application/vnd.apache.arrow.stream";

    private static io.restassured.response.Response asked(String accept, String sql) {
        return given().contentType(ContentType.JSON)
                .accept(accept)
                .body(Map.of("sql", sql))
                .post("/api/v1/history:query");
    }

    private static String mark(byte[] file, int from) {
        return new String(Arrays.copyOfRange(file, from, from + 4), StandardCharsets.US_ASCII);
    }

    @Test
    void anAnswerIsAFileIfTheClientAcceptsThat() {
        byte[] parquet = asked(PARQUET, "select 1 as a")
                .then()
                .statusCode(200)
                .contentType(PARQUET)
                .header("Cairn-Query-Id", notNullValue())
                .extract()
                .asByteArray();
        assertThat(mark(parquet, 0)).isEqualTo("PAR1");
        assertThat(mark(parquet, parquet.length - 4)).isEqualTo("PAR1");
        byte[] arrow = asked(ARROW, "select 1 as a")
                .then()
                .statusCode(200)
                .contentType(ARROW)
                .extract()
                .asByteArray();
        assertThat(Arrays.copyOf(arrow, 4)).containsOnly(0xff);
        asked("*/*", "select 1 as a").then().statusCode(200).contentType(ContentType.JSON);
    }

    @Test
    void whatAFileCannotHoldIsRefusedBeforeItBegins() {
        asked(PARQUET, "select interval '1 day' as wait")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("extract(epoch from \"wait\")::float8"));
    }

    @Test
    void aQueryThatFailsBeforeTheFirstBytesIsAProblem() {
        asked(PARQUET, "select 1 / (50000 - g) from generate_series(1, 100000) g")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("sqlState", equalTo("22012"));
    }

    @Test
    void aFileThatFailsMidwayBreaksOff() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/history:query"))
                .header("Accept", PARQUET)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + SignedIn.adminToken())
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"sql": "select repeat(md5(g::text), 1 + g % 2), md5(g::text), 1 / (900000 - g) from generate_series(1, 1000000) g"}"""))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anUnknownExperimentOrViewHasNoFile() {
        given().get("/api/v1/experiments/999999999/files")
                .then()
                .statusCode(404)
                .body("detail", containsString("experiment 999999999 does not exist"));
        given().accept(PARQUET)
                .get("/api/v1/experiments/999999999/files/runs")
                .then()
                .statusCode(404);
    }
}
