package dev.cairn.rest;

import static dev.cairn.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.cairn.jdbc.JdbcRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** SQL over history by REST: formats, errors, records, and what a key or the audit makes of it. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class HistoryApiTest {
    private static final String QUERY = "/api/v1/history:query";
    private static final String SAVED = "/api/v1/history/saved-queries";

    private static ValidatableResponse asked(String accept, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .accept(accept)
                .body(body)
                .post(QUERY)
                .then();
    }

    @Test
    void rowsComeInTheFormatThatWasAskedFor() {
        Map<String, Object> body = Map.of("sql", "select :a + 1 as b, null as c", "parameters", Map.of("a", 1));
        asked("application/json", body)
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("Cairn-Query-Id", notNullValue())
                .body("columns[0].name", equalTo("b"))
                .body("columns[0].type", equalTo("int4"))
                .body("rows[0][0]", equalTo(2))
                .body("rows[0][1]", nullValue())
                .body("truncated", equalTo(false));
        assertThat(asked("text/csv", body).statusCode(200).extract().asString()).isEqualTo("b,c\r\n2,\r\n");
        assertThat(asked("application/x-ndjson", body).statusCode(200).extract().asString())
                .startsWith("{\"b\":2,\"c\":null}\n{\"@end\":{\"columns\":[");
        asked("image/png", body).statusCode(406);
        asked("*/*", body).statusCode(200).contentType(ContentType.JSON);
    }

    @Test
    void anErrorIsAProblemWithItsPlace() {
        asked("text/csv", Map.of("sql", "select 1 from nowhere"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("sqlState", equalTo("42P01"))
                .body("position", equalTo(15))
                .body("line", equalTo(1))
                .body("detail", containsString("nowhere"));
        asked("application/json", Map.of("sql", "delete from run"))
                .statusCode(400)
                .body("detail", containsString("syntax error"));
        asked("application/json", Map.of("sql", "select :x"))
                .statusCode(422)
                .body("errors[0].field", equalTo("parameters.x"));
        asked("application/json", Map.of()).statusCode(400);
    }

    @Test
    void aQueryIsOnRecordAndNotInTheAudit() {
        String id = asked("application/json", Map.of("sql", "select 4711"))
                .extract()
                .header("Cairn-Query-Id");
        given().get("/api/v1/history/queries/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("sql", equalTo("select 4711"))
                .body("rows", equalTo(1));
        given().get("/api/v1/history/queries?limit=1").then().statusCode(200).body("items[0].viewer", equalTo("local"));
        given().get("/api/v1/history/queries/999999999").then().statusCode(404);
        assertThat(given().get("/api/v1/audit").then().extract().asString()).doesNotContain("history.query");
    }

    @Test
    void aKeyDoesNotKeepTheRows() {
        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", "history-1")
                    .body(Map.of("sql", "select 1"))
                    .post(QUERY)
                    .then()
                    .statusCode(200)
                    .body("rowCount", equalTo(1));
        }
    }

    @Test
    void aSavedQueryIsSharedChangedWithItsTagAndRunWithTypedParameters() {
        Map<String, Object> body = Map.of(
                "name",
                "above",
                "description",
                "numbers above a bound",
                "sql",
                "select g from generate_series(1, 5) g where g > :bound",
                "parameters",
                List.of(Map.of("name", "bound", "type", "integer", "defaultValue", 3)));
        Response made = json().body(body).post(SAVED);
        String path = SAVED + "/" + made.then().statusCode(201).extract().path("id");
        json().post(path + ":run").then().statusCode(200).body("rows.flatten()", equalTo(List.of(4, 5)));
        json().body(Map.of("parameters", Map.of("bound", 4)))
                .post(path + ":run")
                .then()
                .body("rows.flatten()", equalTo(List.of(5)));
        json().body(Map.of("parameters", Map.of("bound", "4")))
                .post(path + ":run")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("parameters.bound"))
                .body("errors[0].allowed", equalTo("a whole number"));
        json().body(body).post(SAVED).then().statusCode(409);
        json().body(Map.of("name", "x", "sql", "select :a")).post(SAVED).then().statusCode(422);
        String tag = given().get(path).then().statusCode(200).extract().header("ETag");
        json().body(Map.of("shared", true)).patch(path).then().statusCode(428);
        json().header("If-Match", tag)
                .body(Map.of("shared", true))
                .patch(path)
                .then()
                .statusCode(200)
                .body("shared", equalTo(true))
                .body("name", equalTo("above"));
        json().header("If-Match", tag)
                .body(Map.of("name", "late"))
                .patch(path)
                .then()
                .statusCode(412);
        json().delete(path).then().statusCode(204);
        given().get(path).then().statusCode(404);
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    @Test
    void aLoginIsMadeOnceShownOnceAndRevoked() {
        Response made = json().body(Map.of("name", "grafana", "days", 7)).post("/api/v1/sql-logins");
        made.then()
                .statusCode(201)
                .body("login.login", equalTo("history_grafana"))
                .body("connect", containsString("user=history_grafana"))
                .body("password", notNullValue());
        String password = made.path("password");
        assertThat(given().get("/api/v1/audit").asString())
                .contains("history_grafana")
                .doesNotContain(password);
        json().body(Map.of("name", "grafana")).post("/api/v1/sql-logins").then().statusCode(409);
        json().body(Map.of("name", "no good")).post("/api/v1/sql-logins").then().statusCode(422);
        given().get("/api/v1/sql-logins").then().body("items.login", hasItem("history_grafana"));
        json().post("/api/v1/sql-logins/grafana:revoke").then().statusCode(200);
        json().post("/api/v1/sql-logins/grafana:revoke").then().statusCode(404);
    }

    @Test
    void aClientThatLeavesInTheMiddleEndsItsQueryInTheDatabase() throws IOException {
        // Each row takes a while, so that the answer cannot end by itself.
        String body = "{\"sql\": \"select g, (select count(*) from generate_series(1, 100000) h where h > g) as n"
                + " from generate_series(1, 1000000) g\"}";
        URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        try (Socket client = new Socket(server.getHost(), server.getPort())) {
            client.setSoTimeout(60_000);
            client.getOutputStream()
                    .write(("POST " + QUERY + " HTTP/1.1\r\nHost: " + server.getAuthority()
                                    + "\r\nAuthorization: Bearer "
                                    + SignedIn.adminToken() + "\r\nAccept: application/x-ndjson\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            String line = answer.readLine();
            assertThat(line).contains("200");
            while (!line.startsWith("{\"g\":1,")) {
                line = answer.readLine();
            }
            assertThat(readers()).isEqualTo(1);
        }
        await().until(() -> readers() == 0);
        // Its end is recorded after its session has ended.
        await().untilAsserted(() -> given().get("/api/v1/history/queries?limit=1")
                .then()
                .body(
                        "items[0].error",
                        anyOf(equalTo("the client disconnected"), containsString("could not be written"))));
    }

    /** Sessions of the readers in the database. */
    private static long readers() {
        Config config = ConfigProvider.getConfig();
        return JdbcRunner.opening(
                        config.getValue("cairn.history.url", String.class),
                        "cairn_history_admin",
                        config.getValue("cairn.history.admin-password", String.class))
                .call(
                        "counting sessions",
                        handle -> handle.createQuery(
                                        "select count(*) from pg_stat_activity where usename = 'cairn_history_rest'")
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void onlyItsOwnerAndAdminsShareAnExperiment() {
        String owner = RolesTest.token("sharing-owner", "operator", null);
        String other = RolesTest.token("sharing-other", "operator", null);
        Integer id = json().auth()
                .oauth2(owner)
                .body(Map.of("preset", "chains"))
                .post("/api/v1/experiments")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        for (boolean shared : new boolean[] {true, false}) {
            shared(other, id, shared)
                    .statusCode(403)
                    .body("detail", equalTo("only its owner, sharing-owner, and admins may share experiment " + id));
            shared(owner, id, shared).statusCode(200).body("shared", equalTo(shared));
        }
        shared(SignedIn.adminToken(), id, true).statusCode(200).body("shared", equalTo(true));
    }

    private static ValidatableResponse shared(String token, int experiment, boolean shared) {
        return json().auth()
                .oauth2(token)
                .header("If-Match", "*")
                .body(Map.of("shared", shared))
                .patch("/api/v1/experiments/" + experiment)
                .then();
    }

    @Test
    void theViewsAreListedWithTheirColumns() {
        given().get("/api/v1/history/views")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("trials"))
                .body("items.find { it.name == 'version' }.columns.name", hasItem("version"))
                .body("items.collectMany { it.columns }.every { it.comment && it.type }", equalTo(true));
    }
}
