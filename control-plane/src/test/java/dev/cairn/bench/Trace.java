package dev.cairn.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * What SmolLM2 answered in a recorded run of the preset, kept in the project; its README says how it was recorded.
 *
 * @param completion the whole text
 * @param reference the answer it was held against
 */
public record Trace(String completion, String reference) {
    private static final String RESOURCE = "/bench/smollm2-gsm8k.jsonl.gz";

    /** All of it, in the order recorded. */
    public static List<Trace> recorded() {
        var json = JsonMapper.builder().build();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Trace.class.getResourceAsStream(RESOURCE), RESOURCE)),
                StandardCharsets.UTF_8))) {
            return json.readerFor(Trace.class).<Trace>readValues(lines).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
