package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.cairn.testing.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** History as files over REST. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class HistoryFilesApiTest {
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String ARROW = "application/vnd.apache.arrow.stream";

    private static final int PATIENCE_MILLIS = (int) Waiting.LIMIT.toMillis();

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
            AtomicReference<HttpResponse<String>> whole = new AtomicReference<>();
            Throwable broken =
                    catchThrowable(() -> whole.set(client.send(request, HttpResponse.BodyHandlers.ofString())));
            assertThat(whole.get()).as("an answer that did not break off").isNull();
            assertThat(broken).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAnswerThatALimitCutEndsWithATrailer() {
        assertThat(csv(2)).contains("\nTrailer: Cairn-Truncated-By\n").endsWith("\n0\nCairn-Truncated-By: rows\n\n");
        assertThat(csv(3)).contains("\nTrailer: Cairn-Truncated-By\n").endsWith("\n0\n\n");
    }

    /** All bytes of an answer with three rows, if no limit cuts it. */
    private static String csv(int limit) {
        String body = "{\"sql\": \"select generate_series(1, 3) as n\", \"limit\": " + limit + "}";
        String request = """
                POST /api/v1/history:query HTTP/1.1
                Host: localhost
                Accept: text/csv
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d
                Connection: close

                %s""".formatted(SignedIn.adminToken(), body.length(), body);
        return RawHttp.send(URI.create(RestAssured.baseURI + ":" + RestAssured.port), request.replace("\n", "\r\n"))
                .replace("\r\n", "\n");
    }

    @Test
    void aFileOverRestIsWholeAndOnRecord() throws Exception {
        long experiment = experimentWithProbe(1000);
        byte[] file = given().accept(PARQUET)
                .get("/api/v1/experiments/" + experiment + "/files/export_probe")
                .then()
                .statusCode(200)
                .contentType(PARQUET)
                .header("Cairn-Query-Id", notNullValue())
                .extract()
                .asByteArray();
        assertThat(mark(file, 0)).isEqualTo("PAR1");
        assertThat(mark(file, file.length - 4)).isEqualTo("PAR1");
        JsonPath query = newest();
        assertThat(query.getString("state")).isEqualTo("succeeded");
        assertThat(query.getLong("rows")).isEqualTo(1000);
        assertThat(query.getLong("bytes")).isEqualTo(file.length);
        given().get("/api/v1/experiments/" + experiment + "/files")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'export_probe' }.columns.type", contains("int8", "text"));
    }

    /** As a client does that looks before it reads. Two queries may run at a time. */
    @Test
    void headTakesNoPlaceInTheLine() throws Exception {
        long experiment = experimentWithProbe(10);
        for (int i = 0; i < 3; i++) {
            given().accept(PARQUET)
                    .head("/api/v1/experiments/" + experiment + "/files/export_probe")
                    .then()
                    .statusCode(200)
                    .contentType(PARQUET);
        }
        assertThat(sessions()).isZero();
    }

    @Test
    void aFileWhoseClientLeavesEndsInTheDatabase() throws Exception {
        long experiment = experimentWithProbe(100_000_000);
        String request = """
                GET /api/v1/experiments/%d/files/export_probe HTTP/1.1
                Host: localhost
                Accept: %s
                Authorization: Bearer %s

                """.formatted(experiment, PARQUET, SignedIn.adminToken());
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            String begun = new String(socket.getInputStream().readNBytes(4096), StandardCharsets.ISO_8859_1);
            assertThat(begun).startsWith("HTTP/1.1 200 OK").contains("PAR1");
        }
        Waiting.await()
                .untilAsserted(() -> assertThat(newest().getString("state")).isEqualTo("cancelled"));
        Waiting.await().until(() -> sessions() == 0);
    }

    /** The newest query on record. */
    private static JsonPath newest() {
        return given().get("/api/v1/history/queries").jsonPath().setRootPath("items[0]");
    }

    /** A new experiment, and a view with rows of it. */
    private static long experimentWithProbe(long rows) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet id = statement.executeQuery("""
                with s as (insert into problem_set (name, sha256, source, problems, created_by)
                    values ('probe %1$d', '%1$d', 'upload', 1, 'anna') returning id)
                insert into experiment (name, seed, spec, problem_set_id, owner)
                select 'probe', 1, '{}', id, 'anna' from s returning id""".formatted(rows))) {
            id.next();
            long experiment = id.getLong(1);
            owner.createStatement().execute("""
                    create view history.export_probe as select %d::bigint as experiment_id, md5(g::text) as words
                    from (select generate_series(1, %d) as g) s""".formatted(experiment, rows));
            return experiment;
        }
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                ConfigProvider.getConfig().getValue(DatabaseResource.OWNER_URL, String.class));
    }

    private static long sessions() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from history_access.reader")) {
            row.next();
            return row.getLong(1);
        }
    }

    @AfterEach
    void dropView() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("drop view if exists history.export_probe");
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
