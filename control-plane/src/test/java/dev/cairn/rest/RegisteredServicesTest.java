package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines and workers over REST: who may register them, what is shown, and where a token goes. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class RegisteredServicesTest {
    private static final String API = "/api/v1";
    private static final String SECRET = "sekret-service-token";
    private static final String FOREIGN = "words-of-another-server";

    /** What arrived: path and Authorization. */
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    private HttpServer elsewhere;
    private HttpServer registered;

    @BeforeEach
    void start() throws Exception {
        elsewhere = server();
        elsewhere.createContext("/", exchange -> {
            arrived.add("elsewhere " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = FOREIGN.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registered = server();
    }

    @AfterEach
    void end() {
        elsewhere.stop(0);
        registered.stop(0);
        for (String kind : List.of("engines", "workers")) {
            given().delete(API + "/" + kind + "/gpu-1");
        }
    }

    @Test
    void anEngineIsRegisteredReadChangedAndRemovedAndItsTokenNeverShown() {
        ValidatableResponse made =
                add("engines", Map.of("name", "gpu-1", "address", "HTTP://gpu-1:8000/", "token", SECRET));
        made.statusCode(201)
                .header("Location", matchesPattern("http://[^/]+/api/v1/engines/gpu-1"))
                .body("address", equalTo("http://gpu-1:8000"))
                .body("pool", equalTo("default"))
                .body("hasToken", equalTo(true));
        String tag = given().get(API + "/engines/gpu-1").header("ETag");
        given().header("If-None-Match", tag).get(API + "/engines/gpu-1").then().statusCode(304);
        patch("\"7-x\"", Map.of("pool", "default")).statusCode(412);
        patch(null, Map.of("pool", "default")).statusCode(428);
        patch(tag, Map.of("address", "http://gpu-2:8000"))
                .statusCode(422)
                .body("errors[0].field", equalTo("token"))
                .body("errors[0].message", containsString("a token goes only to the address it was given for"));
        patch(tag, Map.of("address", "http://gpu-2:8000", "token", SECRET, "maxAdapters", 4))
                .statusCode(200)
                .body("address", equalTo("http://gpu-2:8000"))
                .body("maxAdapters", equalTo(4));
        add("engines", Map.of("name", "gpu-1", "address", "http://x")).statusCode(409);
        given().get(API + "/engines").then().body("items.name", hasItem("gpu-1"));
        given().delete(API + "/engines/gpu-1").then().statusCode(204);
        given().get(API + "/engines/gpu-1").then().statusCode(404);
        String audit = given().get(API + "/audit?limit=50").asString();
        assertThat(audit)
                .contains("engines.add", "engines.change", "engines.remove")
                .doesNotContain(SECRET);
        assertThat(given().get(API + "/engines").asString()).doesNotContain(SECRET);
    }

    @Test
    void aWrongRegistrationNamesItsFields() {
        add("engines", Map.of("name", "X", "address", "http://127.0.0.1:99999", "pool", "default"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of("name", "address")))
                .body("errors[1].allowed", containsString("1 to 65535"));
    }

    @Test
    void aSpecNamesARegisteredEngineOfItsPoolAndNoAddress() {
        Map<String, Object> named = Map.of("preset", "chains", "set", Map.of("execution.engine", "gpu-1"));
        experiment(named, true)
                .statusCode(422)
                .body("errors[0].field", equalTo("execution.engine"))
                .body("errors[0].message", equalTo("there is no registered engine 'gpu-1'"));
        experiment(named, false).statusCode(422);
        add("engines", Map.of("name", "gpu-1", "address", "http://127.0.0.1:9")).statusCode(201);
        experiment(named, true).statusCode(200);
        given().contentType(ContentType.JSON)
                .body("{\"state\":\"open\",\"trainingSlots\":null}")
                .put(API + "/pools/far")
                .then()
                .statusCode(200);
        experiment(Map.of("preset", "chains", "set", Map.of("execution.engine", "gpu-1", "queue.pool", "far")), true)
                .statusCode(422)
                .body("errors[0].message", containsString("is of pool 'default'"));
        for (String gone : List.of("execution.engineUrl", "execution.workerUrl")) {
            experiment(Map.of("preset", "chains", "set", Map.of(gone, "http://127.0.0.1:1")), true)
                    .statusCode(422)
                    .body("errors[0].field", equalTo(gone));
        }
    }

    @Test
    void aRedirectIsNotFollowedAndNeitherTokenNorWordsOfOtherServersGetAway() {
        registered.createContext("/", exchange -> {
            arrived.add("registered " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/internal");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        for (String kind : List.of("engines", "workers")) {
            add(kind, Map.of("name", "gpu-1", "address", address(registered), "token", SECRET))
                    .statusCode(201);
            probe(kind).body("reachable", equalTo(false)).body("version", nullValue());
        }
        assertThat(arrived).isNotEmpty().allMatch(one -> one.equals("registered Bearer " + SECRET));
    }

    @Test
    void theBodyOfAnErrorIsNotShown() {
        for (int status : List.of(400, 401, 404, 500, 200)) {
            registered.createContext("/s" + status, exchange -> {
                byte[] body = FOREIGN.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", FOREIGN);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            for (String kind : List.of("engines", "workers")) {
                add(kind, Map.of("name", "gpu-1", "address", address(registered) + "/s" + status))
                        .statusCode(201);
                probe(kind)
                        .body("reachable", equalTo(false))
                        .body("error", not(containsString(FOREIGN)))
                        .body("error", not(containsString("words")));
                given().delete(API + "/" + kind + "/gpu-1").then().statusCode(204);
            }
        }
    }

    private static ValidatableResponse add(String kind, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(API + "/" + kind)
                .then();
    }

    private static ValidatableResponse patch(@org.jspecify.annotations.Nullable String tag, Map<String, Object> body) {
        RequestSpecification request = given().contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag))
                .patch(API + "/engines/gpu-1")
                .then();
    }

    private static ValidatableResponse probe(String kind) {
        return given().contentType(ContentType.JSON)
                .post(API + "/" + kind + "/gpu-1:probe")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse experiment(Map<String, Object> body, boolean validateOnly) {
        return given().contentType(ContentType.JSON)
                .queryParam("validateOnly", validateOnly)
                .body(body)
                .post(API + "/experiments")
                .then();
    }

    private static HttpServer server() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
