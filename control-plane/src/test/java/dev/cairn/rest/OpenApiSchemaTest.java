package dev.cairn.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CommittedSchema;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The build of the tests' application writes its OpenAPI document; this compares it with the committed one. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class OpenApiSchemaTest {
    private static final Path WRITTEN = Path.of("target", "schemas", "openapi.json");

    @Test
    void theCommittedDocumentIsWhatTheCodeSays() throws IOException {
        assertThat(WRITTEN).exists();
        CommittedSchema.named("openapi.json").mustBe(Files.readString(WRITTEN));
    }
}
