package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The control plane listens on its configured port and on no other. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@EnabledOnOs(OS.LINUX)
final class OnePortTest {
    private static final String LISTENING = "0A";

    @Test
    void onlyThePortOfTheInterfaceIsOpen() throws Exception {
        // What a transaction needs is there after the first one.
        given().contentType("application/json")
                .body(Map.of("preset", "chains"))
                .post("/api/v1/experiments")
                .then()
                .statusCode(202);
        assertThat(listening()).containsOnly(RestAssured.port);
    }

    private static Set<Integer> listening() throws IOException {
        Set<String> own;
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            own = open.map(OnePortTest::target).collect(Collectors.toSet());
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(OnePortTest::sockets)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals(LISTENING) && own.contains("socket:[" + fields[9] + "]"))
                .map(fields -> Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16))
                .collect(Collectors.toSet());
    }

    private static Stream<String> sockets(String kind) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/self/net").resolve(kind));
            return lines.stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if it was closed in the meantime. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
