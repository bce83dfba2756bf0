package dev.cairn.problems;

import org.jspecify.annotations.Nullable;

/**
 * Which problems of a set to list.
 *
 * @param text occurs in id, question or answer, in upper or lower case; all problems if absent
 * @param screening the screen run whose results to show
 * @param unsolved only problems that this screening never solved
 */
public record ProblemSearch(@Nullable String text, @Nullable Long screening, boolean unsolved) {
    /** All problems, without results. */
    public static final ProblemSearch ALL = new ProblemSearch(null, null, false);

    /** @throws IllegalArgumentException if results are needed, but no screening is named */
    public ProblemSearch {
        if (unsolved && screening == null) {
            throw new IllegalArgumentException("unsolved needs screening, the id of a screen run");
        }
        if (text != null && text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("search contains the character U+0000, which no problem has");
        }
    }

    String identity() {
        return "problems\n" + text + "\n" + screening + "\n" + unsolved;
    }
}
