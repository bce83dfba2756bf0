package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
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
}
