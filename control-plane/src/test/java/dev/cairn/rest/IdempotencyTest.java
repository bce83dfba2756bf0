package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A POST that is sent twice with one Idempotency-Key counts once, also when the control plane dies in between. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class IdempotencyTest {
    private static final String EXPERIMENTS = "/api/v1/experiments";

    @Inject
    AgroalDataSource database;

    private final String key = UUID.randomUUID().toString();

    private static RequestSpecification with(String key) {
        return given().contentType(ContentType.JSON).header("Idempotency-Key", key);
    }

    private Response submit(int seed) {
        return with(key)
                .body(Map.of("preset", "chains", "name", key, "seed", seed))
                .post(EXPERIMENTS);
    }

    @Test
    void theStoredAnswerIsGivenAgain() throws SQLException {
        Response first = submit(7);
        first.then().statusCode(202).header("Idempotency-Replayed", nullValue());
        Response again = submit(7);
        again.then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Location", equalTo(first.header("Location")));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(made()).isEqualTo(1);
        assertThat(texts("select action || ' ' || target from audit_intent")).isEmpty();
        assertThat(number("select count(*) from audit where target = '/api/v1/experiments/" + first.path("id") + "'"))
                .isEqualTo(1);
    }

    @Test
    void aKeyIsForOneRequestOfOnePrincipal() throws SQLException {
        submit(7).then().statusCode(202);
        submit(8).then().statusCode(422).body("type", containsString("idempotency-other-request"));
        with(key).post(EXPERIMENTS + "/999999:cancel").then().statusCode(422);
        with(key)
                .auth()
                .oauth2(RolesTest.token("other", "operator", null))
                .body(Map.of("preset", "chains", "name", key))
                .post(EXPERIMENTS)
                .then()
                .statusCode(202);
        assertThat(made()).isEqualTo(2);
        with("two words").post(EXPERIMENTS).then().statusCode(400).body("detail", containsString("Idempotency-Key"));
    }

    @Test
    void aRefusedRequestGivesItsKeyBack() throws SQLException {
        with(key).body(Map.of("preset", "chians")).post(EXPERIMENTS).then().statusCode(422);
        with(key).post(EXPERIMENTS + "/999999:cancel").then().statusCode(404);
        submit(7).then().statusCode(202);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void anActionWithoutABodyIsReplayedToo() {
        int id = given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains"))
                .post(EXPERIMENTS)
                .path("id");
        with(key)
                .post(EXPERIMENTS + "/" + id + ":cancel")
                .then()
                .statusCode(202)
                .body("state", equalTo("cancelled"));
        with(key)
                .post(EXPERIMENTS + "/" + id + ":cancel")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void manyAtOnceMakeOneExperiment() throws Exception {
        String token = SignedIn.adminToken();
        String address = "http://localhost:" + RestAssured.port + EXPERIMENTS;
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> with(key)
                        .auth()
                        .oauth2(token)
                        .body(Map.of("preset", "chains", "name", key))
                        .post(address)
                        .statusCode()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(202, 409);
        }
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void aControlPlaneThatDiedBeforeItAnsweredMakesNoSecondExperiment() throws SQLException {
        int id = submit(7).path("id");
        // As a crash between the experiment's transaction and the answer's leaves it.
        execute("update idempotency_key set status = null, location = null, answer = null, owner = 'dead'", key);
        submit(7).then().statusCode(409).body("type", containsString("idempotency-in-flight"));
        execute("update idempotency_key set reserved_at = now() - interval '61 seconds'", key);
        submit(7).then().statusCode(202).body("id", equalTo(id));
        submit(7).then().statusCode(202).header("Idempotency-Replayed", equalTo("true"));
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void afterADayAKeyIsNew() throws SQLException {
        submit(7).then().statusCode(202);
        execute("update idempotency_key set reserved_at = now() - interval '25 hours'", key);
        submit(8).then().statusCode(202);
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void theSecretOfATokenIsNotKeptForAReplay() {
        Map<String, String> request = Map.of("name", "ci", "role", "viewer");
        Response first = with(key).body(request).post("/api/v1/tokens");
        first.then().statusCode(201).body("secret", notNullValue());
        with(key)
                .body(request)
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .body("secret", nullValue())
                .body("token.id", equalTo(first.path("token.id")));
    }

    private long made() throws SQLException {
        return number("select count(*) from experiment where name = '" + key + "'");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> texts(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private void execute(String update, String ofKey) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(update + " where key = '" + ofKey + "'");
        }
    }
}
