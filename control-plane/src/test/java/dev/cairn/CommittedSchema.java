package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code schemas/} or {@code docs/} that the code generates; {@code ops/schemas} writes them all again. */
public record CommittedSchema(Path file) {
    // Not below cairn., where every name is configuration of the server.
    private static final String WRITE = "schemas.write";

    public static CommittedSchema named(String name) {
        return new CommittedSchema(Path.of("..", "schemas", name));
    }

    /** A page of {@code docs/}. */
    public static CommittedSchema page(String name) {
        return new CommittedSchema(Path.of("..", "docs", name));
    }

    /** Fails if the committed text is not what the code generates now. */
    public void mustBe(String generated) throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, generated);
        }
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .as("%s is not what the code says; run ops/schemas and commit what it writes", file.getFileName())
                .isEqualTo(generated);
    }
}
