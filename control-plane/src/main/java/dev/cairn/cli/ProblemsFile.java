package dev.cairn.cli;

import dev.cairn.experiments.Submitter;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemUploads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file of {@code --problems}: stored as a problem set, and reported in one line. */
record ProblemsFile(ProblemUploads uploads, Terminal terminal) {
    /**
     * Stores the file. The set's name is that of the file with the beginning of its SHA-256, so that the same file
     * gives the same set.
     *
     * @throws dev.cairn.problems.files.ProblemFileException naming file, line and what is wrong
     */
    String store(Path file) {
        ProblemSet set = uploads.addNamedAfter(file, Submitter.local().owner());
        List<String> parts = new ArrayList<>(List.of(set.problems() + " problems"));
        if (set.skipped() > 0) {
            parts.add(set.skipped() + " records skipped");
        }
        if (set.warnings() > 0) {
            parts.add(set.warnings() + " warnings");
        }
        terminal.line("cairn: %s: %s; stored as problem set %s"
                .formatted(file.getFileName(), String.join(", ", parts), set.name()));
        if (parts.size() > 1) {
            terminal.line("cairn:   (ops/cairn problems check " + file + " shows more)");
        }
        return set.name();
    }
}
