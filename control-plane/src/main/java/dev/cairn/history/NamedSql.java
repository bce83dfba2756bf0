package dev.cairn.history;

import dev.cairn.history.QueryFailedException.Problem;
import java.util.List;

/**
 * A query with named parameters, as it is sent to the driver.
 *
 * @param written as its author wrote it
 * @param jdbc with a question mark per parameter; question marks of operators are doubled
 * @param names the names of the parameters, in order of occurrence
 * @param sent as the driver sends it, with {@code $1} for the first parameter
 * @param origins for each character of {@code sent}, the index of the one in {@code written}
 */
public record NamedSql(String written, String jdbc, List<String> names, String sent, List<Integer> origins) {
    /** @throws QueryFailedException if a text or comment does not end, or there is more than one statement */
    public static NamedSql parse(String written) {
        if (written.isBlank()) {
            throw new QueryFailedException(Problem.of("42601", "sql is empty"));
        }
        if (written.length() > QueryRequest.LONGEST) {
            throw new QueryFailedException(Problem.of(
                    "54000",
                    "sql has " + written.length() + " characters; at most " + QueryRequest.LONGEST + " are allowed"));
        }
        return new SqlLexer(written).parse();
    }

    /** The place in the written text of a place in the sent one; both in characters from 1. */
    int writtenAt(int sentPosition) {
        int last = sent.codePointCount(0, sent.length());
        int index = sent.offsetByCodePoints(0, Math.clamp(sentPosition - 1, 0, Math.max(0, last - 1)));
        int origin = origins.isEmpty() ? 0 : origins.get(Math.min(index, origins.size() - 1));
        return written.codePointCount(0, origin) + 1;
    }

    /** The line of a place in the written text. */
    int lineOf(int position) {
        int index =
                written.offsetByCodePoints(0, Math.clamp(position - 1, 0, written.codePointCount(0, written.length())));
        return (int) written.substring(0, index)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count()
                + 1;
    }
}
