package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The JSON Schema of experiment specs: {@code schemas/experiment-spec.schema.json}, which the build packs. */
public final class PublishedSchema {
    private static final String FILE = "schemas/experiment-spec.schema.json";

    private PublishedSchema() {}

    public static JsonNode load(ObjectMapper json) {
        try (InputStream in = PublishedSchema.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("this build of Cairn lacks " + FILE + "; build it again");
            }
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
