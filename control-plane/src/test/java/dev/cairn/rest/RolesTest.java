package dev.cairn.rest;

import static dev.cairn.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.cairn.access.RateLimits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every operation in the OpenAPI document against every role: what is added there is tested here. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class RolesTest {
    private static final List<String> ROLES = List.of("none", "viewer", "operator", "admin");

    @Inject
    RateLimits limits;

    /** What is asked with a POST, because of its body, by everyone who may read. */
    private static final List<String> QUESTIONS = List.of(
            "POST /api/v1/history:query",
            "POST /api/v1/history/queries/{id}:cancel",
            "POST /api/v1/history/saved-queries/{id}:run");

    /** What changes nothing but the caller's own sessions. */
    private static final List<String> OPEN_CHANGES =
            List.of("POST /api/v1/session", "DELETE /api/v1/session", "POST /api/v1/sessions/{id}:revoke");

    @Test
    void everyRoleGetsExactlyWhatItMay() throws Exception {
        Map<String, String> tokens = tokens();
        SoftAssertions all = new SoftAssertions();
        for (Operations.Operation operation : Operations.all()) {
            for (String role : ROLES) {
                int status = send(operation, tokens.getOrDefault(role, ""));
                String what = operation + " (" + operation.role() + ") as " + role;
                if (ROLES.indexOf(role) >= ROLES.indexOf(operation.role())) {
                    all.assertThat(status).as(what).isNotIn(401, 403);
                } else {
                    all.assertThat(status).as(what).isEqualTo(role.equals("none") ? 401 : 403);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void everyOperationSaysWhichRoleItNeedsAndChangesNeedMoreThanAViewer() throws Exception {
        List<Operations.Operation> operations = Operations.all();
        assertThat(operations).hasSizeGreaterThan(18);
        for (Operations.Operation operation : operations) {
            assertThat(ROLES).as(operation.toString()).contains(operation.role());
            if (!operation.isSafe()
                    && !OPEN_CHANGES.contains(operation.toString())
                    && !QUESTIONS.contains(operation.toString())) {
                assertThat(operation.role()).as(operation.toString()).isIn("operator", "admin");
            }
        }
    }

    @Test
    void aTokenThatMayOnlyReadSeesWhatItsRoleSeesAndChangesNothing() throws Exception {
        String auditor = token("auditor", "admin", "read-only");
        for (Operations.Operation operation : Operations.all()) {
            if (operation.role().equals("none") || OPEN_CHANGES.contains(operation.toString())) {
                continue;
            }
            int status = send(operation, auditor);
            assertThat(status == 403)
                    .as(operation.toString())
                    .isEqualTo(!operation.isSafe() && !QUESTIONS.contains(operation.toString()));
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        given().auth()
                .none()
                .get("/api/v1/experiments")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("detail", containsString("admin-token"));
        given().auth()
                .oauth2(token("eve", "viewer", null))
                .post("/api/v1/experiments/1:cancel")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("this needs the role operator, and eve has the role viewer"));
        given().auth().oauth2("cairn_wrong").get("/api/v1/me").then().statusCode(401);
        given().auth()
                .none()
                .header("Authorization", "Basic YTpi")
                .get("/api/v1/me")
                .then()
                .statusCode(401);
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
        String greedy = token("greedy", "viewer", null);
        AtomicBoolean stop = new AtomicBoolean();
        // A virtual thread that never waits would keep the carrier that the request needs.
        Thread asking = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                limits.retryAfter("greedy");
            }
        });
        try {
            await().until(() -> {
                Response answer = given().auth().oauth2(greedy).get("/api/v1/me");
                return answer.statusCode() == 429
                        && answer.header("Retry-After").equals("1");
            });
        } finally {
            stop.set(true);
            asking.join();
        }
        given().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void onlyLivenessIsOpen() {
        given().auth().none().get("/q/health/live").then().statusCode(200);
        for (String closed :
                List.of("/q/health", "/q/health/ready", "/q/openapi", "/q/nowhere", "/api/nowhere", "/api")) {
            given().auth().none().get(closed).then().statusCode(401);
        }
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/api/v1/nowhere").then().statusCode(404);
    }

    private static int send(Operations.Operation operation, String token) throws Exception {
        if (operation.path().endsWith("/events")) {
            return SseReader.status(
                    URI.create(RestAssured.baseURI + ":" + RestAssured.port + operation.nowhere()), token);
        }
        RequestSpecification request =
                token.isEmpty() ? given().auth().none() : given().auth().oauth2(token);
        if (!operation.isSafe()) {
            request = request.contentType(ContentType.JSON).body("{}");
        }
        return request.request(operation.method(), operation.nowhere()).statusCode();
    }

    private static Map<String, String> tokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String role : ROLES) {
            tokens.put(role, role.equals("none") ? "" : token("test-" + role, role, null));
        }
        return tokens;
    }

    static String token(String name, String role, @org.jspecify.annotations.Nullable String scope) {
        List<String> fields = new ArrayList<>(List.of("\"name\":\"" + name + "\"", "\"role\":\"" + role + "\""));
        if (scope != null) {
            fields.add("\"scope\":\"" + scope + "\"");
        }
        return given().contentType(ContentType.JSON)
                .body("{" + String.join(",", fields) + "}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }
}
