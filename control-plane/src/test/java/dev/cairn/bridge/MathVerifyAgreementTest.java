package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.grading.AnswerGrading;
import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.grading.AnswerGrading.Submission;
import dev.cairn.ports.Verdict;
import dev.cairn.soar.fakes.Gradings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole way of an answer, from a completion's text through the plain-string comparisons and Jep to the grading
 * processes, gives Math-Verify's own verdict.
 *
 * <p>It is compared with {@code verify(parse(reference), parse(boxed))} of Math-Verify as a plain process computes it, with
 * both strings boxed: bare, Math-Verify reads {@code \frac12} as nothing and {@code (1,2)} as 1. A box that never
 * closes withdraws the answer before it (docs/grading.md), though Math-Verify would read on to the end of the text.
 */
@Tag("real")
final class MathVerifyAgreementTest {
    private static final int REFERENCES = 800;
    private static final int ANSWERS = 4;
    private static final Set<String> SAID = Set.of("yes", "no");
    /** So long that only hanging answers reach it, even on a busy machine. */
    private static final Duration PER_PAIR = Duration.ofSeconds(20);

    @Test
    void verdictsAreThoseOfMathVerify() throws Exception {
        List<JudgedPair> pairs = JudgedPair.of(REFERENCES, ANSWERS);
        List<Grade> graded = grade(pairs);
        Map<String, Integer> table = new TreeMap<>();
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            JudgedPair pair = pairs.get(i);
            Grade ours = graded.get(i);
            table.merge(pair.kind() + ": " + word(pair) + ", here " + ours.verdict(), 1, Integer::sum);
            boolean agrees = switch (word(pair)) {
                case "yes" -> ours.correct();
                case "no" -> !ours.correct();
                case "unclosed" -> ours.verdict() == Verdict.NO_ANSWER;
                default -> true;
            };
            if (!agrees) {
                disagreements.add(pair + " but " + ours);
            }
        }
        table.forEach((what, count) -> System.out.printf("VERDICTS %5d %s%n", count, what));
        assertThat(disagreements).isEmpty();

        assertThat(pairs.stream().filter(pair -> SAID.contains(word(pair))))
                .as("pairs that Math-Verify has a word on")
                .hasSizeGreaterThanOrEqualTo(3000);
        assertThat(pairs).noneMatch(pair -> pair.reference().equals(pair.answer()));
        assertThat(share(pairs, "yes")).as("equal for Math-Verify").isGreaterThanOrEqualTo(0.1);
        assertThat(share(pairs, "no")).as("not equal for Math-Verify").isGreaterThanOrEqualTo(0.1);
        for (String kind : List.of("spelling", "near", "wrong", "broken")) {
            assertThat(pairs).filteredOn(pair -> pair.kind().equals(kind)).hasSizeGreaterThan(250);
        }
    }

    private static List<Grade> grade(List<JudgedPair> pairs) throws InterruptedException {
        AnswerGrading grading =
                Gradings.mathVerify(new BridgeGrader(RealPython.grader(), PER_PAIR, Duration.ofMinutes(10)));
        return grading.grade(pairs.stream()
                .map(pair -> new Submission(pair.completion(), pair.reference()))
                .toList());
    }

    /** Math-Verify's verdict; empty if its own limit ended it, or if there is no box (for which it makes one up). */
    private static String word(JudgedPair pair) {
        if (!pair.closed()) {
            return "unclosed";
        }
        if (pair.limited()) {
            return "limit";
        }
        return pair.equal() ? "yes" : "no";
    }

    private static double share(List<JudgedPair> pairs, String word) {
        return pairs.stream().filter(pair -> word(pair).equals(word)).count() / (double) pairs.size();
    }
}
