package dev.cairn.ports;

import java.util.List;

/** Keeps token ids and sampler log-probabilities that must outlive a unit, as durable files. */
public interface CompletionFiles {
    Stored save(String name, List<Completion> completions);

    List<Completion> load(Stored stored);

    /** A stored file: path relative to the durable root, and the sha256 of its bytes. */
    record Stored(String path, String sha256) {}
}
