package dev.cairn.problems;

import java.nio.file.Path;

/** A problem file can't be read; says where and what to correct. */
public final class ProblemFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line from 1; 0 when it is about the whole file */
    ProblemFileException(Path file, int line, String what) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + what);
    }
}
