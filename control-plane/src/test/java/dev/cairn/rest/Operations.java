package dev.cairn.rest;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.rest.auth.SafeMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operations that the running application's OpenAPI document has. */
final class Operations {
    private Operations() {}

    /**
     * One of them.
     *
     * @param path with parameters in braces
     * @param role the role that it needs, or {@code none}
     */
    record Operation(String method, String path, String role) {
        boolean isSafe() {
            return SafeMethods.includes(method);
        }

        /** A path of something that does not exist. */
        String nowhere() {
            return path.replaceAll("\\{[^}]+}", "999999");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> all() throws Exception {
        String text = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                new ObjectMapper().readTree(text).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                JsonNode role = operation.getValue().path("x-cairn-role");
                operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), role.asText("missing")));
            }
        }
        return operations;
    }
}
