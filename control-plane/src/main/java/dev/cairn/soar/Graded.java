package dev.cairn.soar;

import org.jspecify.annotations.Nullable;

/**
 * A graded completion.
 *
 * @param answer content of its last balanced box, if it has one
 */
public record Graded(@Nullable String answer, Verdict verdict) {
    public boolean correct() {
        return verdict == Verdict.VERIFIED;
    }
}
