package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every operation in the OpenAPI document that changes anything leaves a row in the audit. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class AuditedTest {
    /** For every operation that changes something, a request that succeeds. */
    private static final Map<String, Supplier<Response>> SUCCEEDING = new LinkedHashMap<>();

    static {
        SUCCEEDING.put("POST /api/v1/experiments", AuditedTest::submit);
        for (String what : List.of("experiments", "runs")) {
            SUCCEEDING.put(verb(what, "cancel"), () -> act(fresh(what), "cancel"));
            SUCCEEDING.put(verb(what, "pause"), () -> act(fresh(what), "pause"));
            SUCCEEDING.put(verb(what, "resume"), () -> act(after(fresh(what), "pause"), "resume"));
            SUCCEEDING.put(verb(what, "retry"), () -> act(after(fresh(what), "cancel"), "retry"));
        }
        SUCCEEDING.put(verb("experiments", "clone"), () -> act(fresh("experiments"), "clone"));
        SUCCEEDING.put(verb("experiments", "archive"), () -> act(after(fresh("experiments"), "cancel"), "archive"));
        SUCCEEDING.put(verb("experiments", "unarchive"), () -> {
            String archived = after(fresh("experiments"), "cancel");
            assertThat(act(archived, "archive").statusCode()).isEqualTo(200);
            return act(archived, "unarchive");
        });
        SUCCEEDING.put(
                "DELETE /api/v1/experiments/{id}",
                () -> json().header("If-Match", "*").delete(after(fresh("experiments"), "cancel")));
        SUCCEEDING.put(verb("runs", "restart"), () -> act(after(fresh("runs"), "cancel"), "restart"));
        SUCCEEDING.put(
                "PATCH /api/v1/runs/{id}",
                () -> json().header("If-Match", "*").body(Map.of("priority", 5)).patch(fresh("runs")));
        SUCCEEDING.put(
                "PATCH /api/v1/experiments/{id}",
                () -> json().header("If-Match", "*")
                        .body(Map.of("tags", Map.of("team", "audit")))
                        .patch(fresh("experiments")));
        SUCCEEDING.put("POST /api/v1/runs:cancel", () -> bulk(fresh("runs"), "cancel"));
        SUCCEEDING.put("POST /api/v1/runs:pause", () -> bulk(fresh("runs"), "pause"));
        SUCCEEDING.put("POST /api/v1/runs:resume", () -> bulk(after(fresh("runs"), "pause"), "resume"));
        SUCCEEDING.put("POST /api/v1/runs:retry", () -> bulk(after(fresh("runs"), "cancel"), "retry"));
        SUCCEEDING.put("POST /api/v1/experiments:cancel", () -> many(fresh("experiments"), "cancel"));
        SUCCEEDING.put("POST /api/v1/experiments:pause", () -> many(fresh("experiments"), "pause"));
        SUCCEEDING.put("POST /api/v1/experiments:resume", () -> many(after(fresh("experiments"), "pause"), "resume"));
        SUCCEEDING.put("POST /api/v1/experiments:retry", () -> many(after(fresh("experiments"), "cancel"), "retry"));
        SUCCEEDING.put(
                "POST /api/v1/experiments:archive", () -> many(after(fresh("experiments"), "cancel"), "archive"));
        SUCCEEDING.put("POST /api/v1/experiments:unarchive", () -> {
            String archived = after(fresh("experiments"), "cancel");
            assertThat(act(archived, "archive").statusCode()).isEqualTo(200);
            return many(archived, "unarchive");
        });
        SUCCEEDING.put(
                "POST /api/v1/experiments:tag",
                () -> json().body(Map.of("ids", List.of(number(fresh("experiments"))), "tags", Map.of("team", "audit")))
                        .post("/api/v1/experiments:tag"));
        SUCCEEDING.put("POST /api/v1/list-views", AuditedTest::listView);
        SUCCEEDING.put(
                "PATCH /api/v1/list-views/{id}",
                () -> json().header("If-Match", "*")
                        .body(Map.of("shared", true))
                        .patch("/api/v1/list-views/" + id(listView())));
        SUCCEEDING.put("DELETE /api/v1/list-views/{id}", () -> json().delete("/api/v1/list-views/" + id(listView())));
        for (String verb : List.of("pause", "drain", "resume")) {
            SUCCEEDING.put("POST /api/v1/queue:" + verb, () -> act("/api/v1/queue", verb));
        }
        SUCCEEDING.put("PUT /api/v1/pools/{name}", AuditedTest::pool);
        SUCCEEDING.put("DELETE /api/v1/pools/{name}", () -> json().delete(after(pool())));
        SUCCEEDING.put("PUT /api/v1/quotas/{owner}", AuditedTest::quota);
        SUCCEEDING.put("DELETE /api/v1/quotas/{owner}", () -> json().delete(after(quota())));
        for (String kind : List.of("engines", "workers")) {
            SUCCEEDING.put("POST /api/v1/" + kind, () -> service(kind));
            SUCCEEDING.put(
                    "PATCH /api/v1/" + kind + "/{name}",
                    () -> json().header("If-Match", "*")
                            .body(Map.of("address", "http://gpu-2:8000"))
                            .patch("/api/v1/" + kind + "/" + service(kind).path("name")));
            SUCCEEDING.put(
                    "DELETE /api/v1/" + kind + "/{name}",
                    () -> json().delete("/api/v1/" + kind + "/" + service(kind).path("name")));
        }
        SUCCEEDING.put("POST /api/v1/tokens", AuditedTest::token);
        SUCCEEDING.put(
                "POST /api/v1/tokens/{id}:revoke",
                () -> json().post("/api/v1/tokens/" + token().path("token.id") + ":revoke"));
        SUCCEEDING.put("POST /api/v1/history/saved-queries", AuditedTest::savedQuery);
        SUCCEEDING.put(
                "PATCH /api/v1/history/saved-queries/{id}",
                () -> json().header("If-Match", "*")
                        .body(Map.of("shared", true))
                        .patch("/api/v1/history/saved-queries/" + id(savedQuery())));
        SUCCEEDING.put(
                "DELETE /api/v1/history/saved-queries/{id}",
                () -> json().delete("/api/v1/history/saved-queries/" + id(savedQuery())));
        SUCCEEDING.put("POST /api/v1/sql-logins", AuditedTest::sqlLogin);
        SUCCEEDING.put("POST /api/v1/sql-logins/{name}:revoke", () -> {
            String name = sqlLogin().path("login.viewer");
            return json().post("/api/v1/sql-logins/" + name + ":revoke");
        });
        SUCCEEDING.put("POST /api/v1/problem-sets", () -> problems("/api/v1/problem-sets?name=audited"));
        SUCCEEDING.put("POST /api/v1/hard-sets", AuditedTest::hardSet);
        SUCCEEDING.put(
                "DELETE /api/v1/hard-sets/{name}",
                () -> json().delete("/api/v1/hard-sets/" + hardSet().path("name")));
        SUCCEEDING.put("POST /api/v1/sign-in-links", () -> json().post("/api/v1/sign-in-links"));
        SUCCEEDING.put("POST /api/v1/sessions/{id}:revoke", () -> {
            session();
            int id = given().get("/api/v1/sessions").path("items[0].id");
            return json().post("/api/v1/sessions/" + id + ":revoke");
        });
        SUCCEEDING.put("POST /api/v1/session", AuditedTest::session);
        SUCCEEDING.put(
                "DELETE /api/v1/session",
                () -> given().auth()
                        .none()
                        .cookies(session().cookies())
                        .header("Origin", RestAssured.baseURI + ":" + RestAssured.port)
                        .delete("/api/v1/session"));
    }

    /** What is asked with a POST because of its body, and changes nothing. */
    private static final Set<String> ONLY_LOOKING = Set.of(
            "POST /api/v1/history:query",
            "POST /api/v1/retention:preview",
            "POST /api/v1/history/queries/{id}:cancel",
            "POST /api/v1/history/saved-queries/{id}:run",
            "POST /api/v1/problem-sets:preview",
            "POST /api/v1/verdicts",
            "POST /api/v1/engines/{name}:probe",
            "POST /api/v1/workers/{name}:probe");

    private static final AtomicInteger MADE = new AtomicInteger();

    private static String verb(String what, String verb) {
        return "POST /api/v1/" + what + "/{id}:" + verb;
    }

    /** The path of a new experiment or of its first run. */
    private static String fresh(String what) {
        Response submitted = submit();
        return "/api/v1/" + what + "/" + submitted.path(what.equals("runs") ? "runs[0].id" : "id");
    }

    private static Response act(String path, String verb) {
        return json().post(path + ":" + verb);
    }

    private static Response bulk(String run, String verb) {
        return json().body(Map.of("filter", "id == " + run.replaceAll(".*/", "")))
                .post("/api/v1/runs:" + verb);
    }

    private static long number(String path) {
        return Long.parseLong(path.replaceAll(".*/", ""));
    }

    private static Response many(String experiment, String verb) {
        return json().body(Map.of("ids", List.of(number(experiment)))).post("/api/v1/experiments:" + verb);
    }

    private static Response listView() {
        return json().body(Map.of("name", "audited " + MADE.incrementAndGet(), "filter", "id > 0"))
                .post("/api/v1/list-views");
    }

    private static String after(String path, String verb) {
        assertThat(act(path, verb).statusCode()).isEqualTo(202);
        return path;
    }

    private static String after(Response put) {
        assertThat(put.statusCode()).isEqualTo(200);
        return put.path("name") == null ? "/api/v1/quotas/audited" : "/api/v1/pools/audited";
    }

    private static Response pool() {
        return json().body("{\"state\":\"open\",\"trainingSlots\":null}").put("/api/v1/pools/audited");
    }

    private static Response service(String kind) {
        return json().body(Map.of("name", "audited-" + MADE.incrementAndGet(), "address", "http://gpu-1:8000"))
                .post("/api/v1/" + kind);
    }

    private static Response quota() {
        return json().body(Map.of("maxRunning", 3)).put("/api/v1/quotas/audited");
    }

    private static Response hardSet() {
        return json().body(Map.of("name", "audited-" + MADE.incrementAndGet(), "experiment", Screened.experiment()))
                .post("/api/v1/hard-sets");
    }

    private static Response problems(String path) {
        return given().contentType("application/octet-stream")
                .body("{\"question\": \"1+1?\", \"answer\": 2}".getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    private static Response submit() {
        return json().body(Map.of("preset", "chains")).post("/api/v1/experiments");
    }

    private static Response token() {
        return json().body(Map.of("name", "ci-" + MADE.incrementAndGet(), "role", "operator"))
                .post("/api/v1/tokens");
    }

    private static Response savedQuery() {
        return json().body(Map.of("name", "audited " + MADE.incrementAndGet(), "sql", "select 1"))
                .post("/api/v1/history/saved-queries");
    }

    private static Response sqlLogin() {
        return json().body(Map.of("name", "sql-" + MADE.incrementAndGet())).post("/api/v1/sql-logins");
    }

    private static Response session() {
        return json().body(Map.of("token", SignedIn.adminToken())).post("/api/v1/session");
    }

    private static int id(Response made) {
        return made.path("id");
    }

    @Test
    void everyChangeLeavesARow() throws Exception {
        for (Operations.Operation operation : Operations.all()) {
            if (operation.isSafe() || ONLY_LOOKING.contains(operation.toString())) {
                continue;
            }
            Supplier<Response> succeeding = Objects.requireNonNull(
                    SUCCEEDING.get(operation.toString()),
                    "give AuditedTest a request of " + operation + " that succeeds");
            int before = newest();
            Response answer = succeeding.get();
            assertThat(answer.statusCode())
                    .as(operation + ": " + answer.asString())
                    .isLessThan(300);
            assertThat(newest()).as(operation + " leaves a row").isGreaterThan(before);
            given().get("/api/v1/audit?limit=1").then().body("items[0].actor", equalTo("local"));
        }
    }

    @Test
    void aRowTellsWhoDidWhatWithBeforeAndAfter() {
        String operator = RolesTest.token("olga", "operator", null);
        int id = id(submit());
        String target = "/api/v1/experiments/" + id;
        given().auth().oauth2(operator).post(target + ":cancel").then().statusCode(202);
        given().queryParam("target", target)
                .get("/api/v1/audit")
                .then()
                .body("items", hasSize(2))
                .body("items.action", contains("experiments.cancel", "experiments.submit"))
                .body("items[0].actor", equalTo("olga"))
                .body("items[0].before.state", equalTo("queued"))
                .body("items[0].after.state", equalTo("cancelled"))
                .body("items[1].before", equalTo(null));
        given().queryParam("actor", "olga").get("/api/v1/audit").then().body("items", hasSize(1));
    }

    @Test
    void whatIsRefusedOrOnlyLookedAtLeavesNone() {
        int before = newest();
        json().body(Map.of("preset", "chians"))
                .post("/api/v1/experiments")
                .then()
                .statusCode(422);
        json().body(Map.of("preset", "chains"))
                .queryParam("validateOnly", true)
                .post("/api/v1/experiments")
                .then()
                .statusCode(200);
        assertThat(problems("/api/v1/problem-sets:preview").statusCode()).isEqualTo(200);
        assertThat(newest()).isEqualTo(before);
    }

    @Test
    void noRowHasASecret() {
        String secret = token().path("secret");
        given().get("/api/v1/audit").then().body(not(containsString(secret)));
        given().get("/api/v1/tokens").then().body(not(containsString(secret)));
    }

    @Test
    void itIsReadPageByPage() {
        token();
        token();
        Response first = given().get("/api/v1/audit?limit=1");
        int second = given().get("/api/v1/audit?limit=1&cursor=" + first.path("next"))
                .path("items[0].id");
        assertThat(second).isLessThan(first.<Integer>path("items[0].id"));
        given().get("/api/v1/audit?cursor=x").then().statusCode(400);
    }

    private static int newest() {
        Integer newest = given().get("/api/v1/audit?limit=1").path("items[0].id");
        return newest == null ? 0 : newest;
    }
}
