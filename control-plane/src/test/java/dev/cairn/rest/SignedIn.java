package dev.cairn.rest;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/** Lets every request of a Quarkus test carry the token that the start wrote; {@code auth().none()} is without. */
public final class SignedIn implements QuarkusTestBeforeEachCallback {
    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.authentication = RestAssured.oauth2(adminToken());
    }

    static String adminToken() {
        try {
            return Files.readString(
                            Path.of(ConfigProvider.getConfig().getValue("cairn.home", String.class), "admin-token"))
                    .trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
