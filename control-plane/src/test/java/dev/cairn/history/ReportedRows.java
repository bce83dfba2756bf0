package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.history.ReportedSoarFigures.Answer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Compares answers with what REST shows; numbers may differ in their last digits, since they are added in another order. */
final class ReportedRows {
    private static final double ROUNDING = 1e-9;

    private ReportedRows() {}

    /** Fails unless the answer has exactly the rows that are expected, in any order. */
    static void requireEqual(Cookbook cookbook, Path file, Answer answer) {
        List<List<String>> expected = sorted(answer.expected().stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList());
        List<List<String>> shown = sorted(cookbook.rows(file, answer.shown()));
        assertThat(shown).as(file.getFileName() + ": rows").hasSameSizeAs(expected);
        for (int i = 0; i < shown.size(); i++) {
            List<String> row = shown.get(i);
            List<String> other = expected.get(i);
            assertThat(row)
                    .as(file.getFileName() + ": " + answer.shown())
                    .usingElementComparator((a, b) -> isSame(a, b) ? 0 : 1)
                    .containsExactlyElementsOf(other);
        }
    }

    private static List<List<String>> sorted(List<List<String>> rows) {
        return rows.stream().sorted(Comparator.comparing(Object::toString)).toList();
    }

    private static boolean isSame(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        try {
            double x = Double.parseDouble(a);
            double y = Double.parseDouble(b);
            return Math.abs(x - y) <= ROUNDING * Math.max(1, Math.abs(x));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
