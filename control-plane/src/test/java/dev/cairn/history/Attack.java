package dev.cairn.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A statement that must be refused.
 *
 * @param sqlState of the refusal; LIMIT if a limit ends it
 */
record Attack(String sqlState, String sql) {
    static final String LIMIT = "LIMIT";

    /** The attacks of a file. */
    static List<Attack> in(String file) {
        try (InputStream text = Objects.requireNonNull(Attack.class.getResourceAsStream("/history/" + file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            new Attack(line.substring(0, 5), line.substring(6).replace("\\n", "\n")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
