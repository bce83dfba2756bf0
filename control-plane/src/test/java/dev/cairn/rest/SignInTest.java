package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.cairn.access.SignInCodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Sign-in to the console, which no other page can use. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class SignInTest {
    @Inject
    SignInCodes codes;

    private static RequestSpecification nobody() {
        return given().auth().none().contentType(ContentType.JSON);
    }

    private static Response signIn(String kind, String value) {
        return nobody().body(Map.of(kind, value)).post("/api/v1/session");
    }

    private static String own() {
        return RestAssured.baseURI + ":" + RestAssured.port;
    }

    @Test
    void theFirstStartWroteATokenThatOnlyItsOwnerCanRead() throws Exception {
        Path file = Path.of(ConfigProvider.getConfig().getValue("cairn.home", String.class), "admin-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        given().get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("local"))
                .body("role", equalTo("admin"))
                .body("scope", equalTo("full"));
    }

    @Test
    void theLinksCodeSignsInOnce() {
        String link = codes.link("http://127.0.0.1:8080", "/experiments/1");
        assertThat(link).startsWith("http://127.0.0.1:8080/sign-in#code=").endsWith("&to=/experiments/1");
        String code = link.replaceAll(".*code=|&to=.*", "");
        Response first = signIn("code", code);
        first.then()
                .statusCode(200)
                .body("role", equalTo("admin"))
                .header("Set-Cookie", containsStringIgnoringCase("HttpOnly"))
                .header("Set-Cookie", containsString("SameSite=Strict"));
        nobody().cookies(first.cookies())
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("local"));
        signIn("code", code).then().statusCode(422).body("detail", containsString("admin-token"));
        signIn("code", "guess").then().statusCode(422);
    }

    @Test
    void aSignInWithNeitherOrBothOfItsFieldsNamesThem() {
        for (String neither : new String[] {"{}", "{\"code\":null,\"token\":null}", "null"}) {
            nobody().body(neither)
                    .post("/api/v1/session")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("code"))
                    .body("errors[0].message", equalTo("is missing, and token too"));
        }
        nobody().body(Map.of("code", "x", "token", SignedIn.adminToken()))
                .post("/api/v1/session")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("token"));
    }

    @Test
    void anAdminGetsAFreshLinkWhoseCodeStandsNowhereElse() {
        Response made =
                given().header("Idempotency-Key", "link-" + System.nanoTime()).post("/api/v1/sign-in-links");
        String link = made.then().statusCode(201).extract().path("url");
        assertThat(link).startsWith(own() + "/sign-in#code=").endsWith("&to=/");
        String code = link.replaceAll(".*code=|&to=.*", "");
        given().get("/api/v1/audit").then().statusCode(200).body(not(containsString(code)));
        signIn("code", code).then().statusCode(200).body("role", equalTo("admin"));
        signIn("code", code).then().statusCode(422);
    }

    @Test
    void aSessionEndsWithItsTokenOrWhenItIsClosed() {
        Response made = given().contentType(ContentType.JSON)
                .body(Map.of("name", "vera", "role", "viewer"))
                .post("/api/v1/tokens");
        Response session = signIn("token", made.path("secret"));
        nobody().cookies(session.cookies()).get("/api/v1/me").then().body("name", equalTo("vera"));
        Response other = signIn("token", made.path("secret"));
        nobody().cookies(other.cookies())
                .header("Origin", own())
                .delete("/api/v1/session")
                .then()
                .statusCode(204);
        nobody().cookies(other.cookies()).get("/api/v1/me").then().statusCode(401);
        given().post("/api/v1/tokens/" + made.path("token.id") + ":revoke")
                .then()
                .statusCode(200);
        nobody().cookies(session.cookies()).get("/api/v1/me").then().statusCode(401);
        given().auth().oauth2(made.path("secret")).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void onlyTheConsolesOwnPagesChangeThingsWithASession() {
        Response session = signIn("token", SignedIn.adminToken());
        String cancel = "/api/v1/experiments/999999:cancel";
        nobody().cookies(session.cookies()).post(cancel).then().statusCode(403);
        nobody().cookies(session.cookies())
                .header("Origin", "http://localhost:1")
                .post(cancel)
                .then()
                .statusCode(403)
                .body("detail", containsString("Origin"));
        nobody().cookies(session.cookies())
                .header("Origin", own())
                .post(cancel)
                .then()
                .statusCode(404);
        given().header("Origin", "http://localhost:1").post(cancel).then().statusCode(403);
        given().post(cancel).then().statusCode(404);
    }

    @Test
    void aSessionIsListedAndEndedFromElsewhere() {
        Response made = given().contentType(ContentType.JSON)
                .body(Map.of("name", "wanda", "role", "viewer"))
                .post("/api/v1/tokens");
        Response session = signIn("token", made.path("secret"));
        int id = nobody().cookies(session.cookies())
                .get("/api/v1/sessions")
                .then()
                .statusCode(200)
                .body("items.name", everyItem(equalTo("wanda")))
                .body("items[0].current", equalTo(true))
                .extract()
                .path("items[0].id");
        given().get("/api/v1/sessions").then().body("items.id", hasItem(id));
        given().auth()
                .oauth2(RolesTest.token("stranger", "operator", null))
                .post("/api/v1/sessions/" + id + ":revoke")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(made.path("secret"))
                .post("/api/v1/sessions/" + id + ":revoke")
                .then()
                .statusCode(200);
        nobody().cookies(session.cookies()).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void aNameIsGivenOnce() {
        RolesTest.token("nora", "viewer", null);
        for (String name : new String[] {"nora", "local"}) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("name", name, "role", "viewer"))
                    .post("/api/v1/tokens")
                    .then()
                    .statusCode(409)
                    .body("errors[0].field", equalTo("name"));
        }
    }
}
