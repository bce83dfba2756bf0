package dev.cairn.ports;

import java.util.List;

/** Stores token ids and sampler log-probabilities that later units need, as durable files. */
public interface CompletionFiles {
    Stored save(String name, List<Completion> completions);

    List<Completion> load(Stored stored);

    /** A stored file: its path relative to the durable root, and the SHA-256 of its bytes. */
    record Stored(String path, String sha256) {}
}
