package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Requests that are nearly valid: none is executed, and each answer says what is wrong. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class StrictRequestsTest {
    private static final String EXPERIMENTS = "/api/v1/experiments";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    URI server;

    private static ValidatableResponse sent(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .contentType("application/problem+json");
    }

    private static long experiments() {
        return given().get(EXPERIMENTS + "?limit=1000")
                .then()
                .extract()
                .jsonPath()
                .getList("items")
                .size();
    }

    @Test
    void onlyTrueAndFalseAreFlagsAndNothingIsCarriedOutOtherwise() {
        long before = experiments();
        for (String value : List.of("1", "yes", "TRUE", "", "True")) {
            given().contentType(ContentType.JSON)
                    .body("{\"preset\":\"chains\"}")
                    .queryParam("validateOnly", value)
                    .post(EXPERIMENTS)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors[0].field", equalTo("validateOnly"))
                    .body("errors[0].allowed", equalTo("true or false"));
        }
        given().contentType(ContentType.JSON)
                .body("{\"filter\":\"state == \\\"queued\\\"\"}")
                .post("/api/v1/runs:cancel?validateOnly=1")
                .then()
                .statusCode(400);
        sent(EXPERIMENTS + "?validateOnly=true&validateOnly=false", "{\"preset\":\"chains\"}")
                .statusCode(400);
        assertThat(experiments()).isEqualTo(before);
    }

    @Test
    void aParameterThatAnOperationDoesNotHaveIsRefusedEverywhere() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (Operations.Operation operation : Operations.all()) {
            RequestSpecification request = given();
            if (!operation.isSafe()) {
                request = request.contentType(ContentType.JSON).body("{}");
            }
            Response answer = request.queryParam("lim", 1).request(operation.method(), operation.nowhere());
            all.assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(400);
            all.assertThat(answer.asString()).as(operation.toString()).contains("there is no such parameter");
        }
        all.assertAll();
        given().get(EXPERIMENTS + "?lim=1")
                .then()
                .body("errors[0].field", equalTo("lim"))
                .body("errors[0].allowed", equalTo("cursor, filter, limit, sort"));
    }

    @Test
    void aNumberInAnAddressIsANumber() {
        given().get("/api/v1/queue?limit=many")
                .then()
                .statusCode(400)
                .body("detail", equalTo("limit: is 'many' (allowed: a whole number)"));
        given().get("/api/v1/events?experimentId=x").then().statusCode(400);
        for (String path :
                List.of("/api/v1/experiments/9223372036854775808", "/api/v1/runs/99999999999999999999/units")) {
            given().get(path).then().statusCode(404).body("detail", containsString("a number is too large"));
        }
        for (String path : List.of("/api/v1/experiments/abc", "/api/v1/experiments/-1", "/api/v1/nowhere")) {
            given().get(path).then().statusCode(404).body("detail", containsString("there is no operation GET /api/"));
        }
        given().delete(EXPERIMENTS).then().statusCode(405).body("detail", containsString("DELETE is not allowed"));
    }

    @Test
    void malformedJsonIsToldWithItsPlaceAndWithoutItsTexts() {
        Map<String, String> wrong = Map.of(
                "{'preset':'chains'}", "unexpected ''' (line 1, column 2)",
                "{\"preset\":\n  chains_sekret}", "strings need double quotes, and the only words",
                "{\"preset\":\"chains\",\"preset\":\"sekret\"}", "the field 'preset' occurs twice",
                "{\"seed\": NaN}", "NaN and infinity",
                "{\"preset\":\"chains\"", "ends too early",
                "{\"preset\":\"chains\"} {}", "something after the end of the JSON (line 1, column 21)",
                "{} sekret", "the only words");
        wrong.forEach((body, detail) -> sent(EXPERIMENTS, body)
                .statusCode(400)
                .body("detail", containsString(detail))
                .body("detail", not(containsString("sekret"))));
        byte[] latin = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xe4, '"', '}'};
        given().contentType(ContentType.JSON)
                .body(latin)
                .post(EXPERIMENTS)
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void nothingIsTurnedIntoAnotherType() {
        Map<String, String> wrong = Map.of(
                "{\"seed\":1.9}", "seed: is a number with a fraction (allowed: a whole number)",
                "{\"seed\":\"1\"}", "seed: is a string (allowed: a whole number)",
                "{\"seed\":9223372036854775808}", "seed: is a number that is too large",
                "{\"name\":5}", "name: is a whole number (allowed: a string)",
                "{\"set\":[]}", "set: is a list (allowed: an object)",
                "[]", "is a list (allowed: an object)");
        wrong.forEach((body, detail) -> sent(EXPERIMENTS, body).statusCode(400).body("detail", containsString(detail)));
        sent("/api/v1/tokens", "{\"name\":\"x\",\"role\":2}")
                .statusCode(400)
                .body("errors[0].field", equalTo("role"))
                .body("errors[0].allowed", equalTo("viewer, operator, admin"));
        sent("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"root\"}")
                .statusCode(400)
                .body("detail", equalTo("role: is not one of the values (allowed: viewer, operator, admin)"));
        sent("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"viewer\",\"expiresInDays\":1.9}")
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body("{\"priority\":5.7}")
                .patch("/api/v1/runs/1")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("priority"))
                .body(not(containsString("dev.cairn")))
                .body(not(containsString("java.")));
    }

    @Test
    void whatMustBeThereIsMissed() {
        sent("/api/v1/tokens", "{\"role\":\"viewer\"}")
                .statusCode(400)
                .body("detail", equalTo("name: is missing (allowed: a string)"));
        sent("/api/v1/tokens", "{\"name\":null,\"role\":\"viewer\"}")
                .statusCode(400)
                .body("errors[0].field", equalTo("name"));
        sent("/api/v1/runs:cancel", "{}").statusCode(400).body("errors[0].field", equalTo("filter"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/quotas/ada")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("maxRunning"));
    }

    @Test
    void whatARecordRefusesIsAnErrorOfItsField() {
        sent("/api/v1/tokens", "{\"name\":\"a b\",\"role\":\"viewer\"}")
                .statusCode(422)
                .body("errors[0].field", equalTo("name"))
                .body("errors[0].message", containsString("must be 1 to 63 letters"));
        sent("/api/v1/tokens", "{\"name\":\"ab\",\"role\":\"viewer\",\"expiresInDays\":0}")
                .statusCode(422)
                .body("errors[0].field", equalTo("expiresInDays"));
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body("{\"priority\":1001}")
                .patch("/api/v1/runs/1")
                .then()
                .statusCode(422)
                .body("detail", equalTo("priority: must be less than or equal to 1000"));
    }

    @Test
    void aBodyNeedsAContentType() {
        String head = "POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + SignedIn.adminToken() + "\r\nContent-Length: 2\r\n";
        for (String type : List.of("", "Content-Type: */*\r\n")) {
            assertThat(RawHttp.send(server, head + type + "\r\n{}"))
                    .startsWith("HTTP/1.1 415")
                    .contains("application/problem+json", "Content-Type: application/json");
        }
    }

    @Test
    void aBodyInPiecesIsNotLargerThanOneWithALength() {
        String piece = "a".repeat(500_000);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            body.append(Integer.toHexString(piece.length()))
                    .append("\r\n")
                    .append(piece)
                    .append("\r\n");
        }
        assertThat(RawHttp.send(
                        server,
                        "POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + SignedIn.adminToken()
                                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + body + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "4194304");
    }

    @Test
    void anEmptySubmissionIsAskedForAPresetOrASpec() {
        sent(EXPERIMENTS, "{}")
                .statusCode(422)
                .body("errors[0].field", equalTo("preset"))
                .body("errors[0].message", containsString("give a preset, a spec or both"));
    }

    @Test
    void aNameThatHidesSomethingIsRefused() {
        for (String name : List.of("\\u202eevil", "\\ufeff", "a\\nb", "\\u001b[31mred")) {
            sent(EXPERIMENTS, "{\"preset\":\"chains\",\"name\":\"" + name + "\"}")
                    .statusCode(422)
                    .body("errors[0].field", equalTo("name"))
                    .body("errors[0].allowed", containsString("visible characters"));
        }
        sent(EXPERIMENTS, "{\"preset\":\"chains\",\"tags\":{\"team\":\"\\u202ex\"}}")
                .statusCode(422)
                .body("title", equalTo("A tag is not valid"))
                .body("errors[0].field", equalTo("tags.team"));
    }

    @Test
    void settingsThatDoNotExistAreToldBrieflyHoweverManyThereAre() {
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            set.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(i == 0 ? "x".repeat(39_000) : "unknown" + i)
                    .append("\":1");
        }
        sent(EXPERIMENTS, "{\"preset\":\"chains\",\"set\":{" + set + "}}")
                .statusCode(422)
                .body("errors.size()", equalTo(21))
                .body("errors[20].message", equalTo("19980 more settings do not exist"));
    }

    @Test
    void aGroupOfSettingsIsNotAFieldAndItsSettingsAreNamed() {
        given().queryParam("filter", "spec.soar.outer > 3")
                .get(EXPERIMENTS)
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("'spec.soar.outer' is a group of settings"))
                .body("errors[0].allowed", containsString("spec.soar.outer.steps"));
        given().queryParam("filter", "spec.foo == 3")
                .get(EXPERIMENTS)
                .then()
                .statusCode(400)
                .body("errors[0].allowed", containsString("spec.SETTING"));
    }

    @Test
    void halfACharacterIsRefusedAtEveryDoorThatReadsText() {
        sent("/api/v1/verdicts", "{\"items\":[{\"reference\":\"1\",\"answer\":\"\\ud800\"}]}")
                .statusCode(422)
                .body("errors[0].field", equalTo("items[0].answer"))
                .body("detail", containsString("half a character"));
        sent(EXPERIMENTS, "{\"preset\":\"chains\",\"tags\":{\"team\":\"\\udc00x\"}}")
                .statusCode(422)
                .body("errors[0].field", equalTo("tags.team"));
        sent(EXPERIMENTS, "{\"preset\":\"chains\",\"tags\":{\"\\udc00\":\"x\"}}")
                .statusCode(400);
    }

    @Test
    void aBoundThatIsBrokenIsToldWithTheItemItIsIn() {
        String longest = "1".repeat(70_000);
        sent(
                        "/api/v1/verdicts",
                        "{\"items\":[{\"reference\":\"1\",\"answer\":\"1\"},{\"reference\":\"" + longest
                                + "\",\"answer\":\"1\"}]}")
                .statusCode(422)
                .body("detail", equalTo("items[1].reference: must have at most 65536 characters"));
        sent("/api/v1/verdicts", "{\"items\":[]}")
                .statusCode(422)
                .body("detail", equalTo("items: must have 1 to 1000 items"));
    }

    @Test
    void aNumberIsOnlyToldItsRangeWhenItIsOutOfIt() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/quotas/ada")
                .then()
                .body("detail", equalTo("maxRunning: is missing (allowed: a whole number)"));
        sent(EXPERIMENTS, "{\"preset\":\"chains\",\"seed\":9223372036854775808}")
                .body("detail", containsString("-9223372036854775808 to 9223372036854775807"));
    }

    @Test
    void noAnswerSpeaksOfTheFramework() {
        given().accept("text/html")
                .get(EXPERIMENTS)
                .then()
                .statusCode(406)
                .body("detail", not(containsString("@Produces")));
        given().post(EXPERIMENTS + "/1:frob")
                .then()
                .statusCode(404)
                .body("detail", containsString("/experiments/1:frob;"));
    }
}
