package dev.cairn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** What a {@link FakeVllmServer} makes of adapters and prompts. */
public interface FakeModel {
    /**
     * Reads an adapter; the number represents its tensors.
     *
     * @throws IOException if there is no adapter in the directory
     */
    long load(Path directory) throws IOException;

    /**
     * One choice of {@code /v1/completions}, as JSON.
     *
     * @param index counts the samples of the first prompt, then those of the second, ...
     * @param tensors of the adapter that is asked
     */
    String choice(int index, JsonNode request, long tensors, String finish);
}
