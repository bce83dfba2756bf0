package dev.cairn.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * SmolLM2's answers in a recorded run of the preset, stored in the project; its README says how it was recorded.
 *
 * @param completion the whole text
 * @param reference the reference answer
 */
public record Trace(String completion, String reference) {
    private static final String RESOURCE = "/bench/smollm2-gsm8k.jsonl";

    /** The whole trace, in the order recorded. */
    public static List<Trace> recorded() {
        JsonMapper json = JsonMapper.builder().build();
        try (InputStream lines = Objects.requireNonNull(Trace.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return json.readerFor(Trace.class).<Trace>readValues(lines).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
