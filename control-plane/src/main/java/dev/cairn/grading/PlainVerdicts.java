package dev.cairn.grading;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts that follow from the plain strings, without asking the grader.
 *
 * <p>Two canonical numbers that differ as strings differ as numbers, under either rule. STRICT compares numbers
 * exactly. Math-Verify reads integers as exact sympy integers and compares those (4,772 pairs of up to 15 digits were
 * checked against 0.9.0), and rounds decimals to six places, so that two decimals with at most four places stay
 * different (2,499 pairs). The patterns have one spelling per number: {@code -0}, leading zeros and {@code 2.50}, which
 * both rules read as equal to other spellings, are left to the grader.
 */
final class PlainVerdicts {
    private static final Pattern CANONICAL_INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,14}");
    private static final Pattern CANONICAL_DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,8})\\.[0-9]{0,3}[1-9]");

    private PlainVerdicts() {}

    /** The rule's verdict; null if only the grader can decide. */
    static @Nullable Verdict of(AnswerPair pair, GradingRule rule, AnswerComparison comparison) {
        if (pair.answer().isEmpty() || pair.reference().isEmpty()) {
            return Verdict.UNPARSABLE; // two empty strings are not equal
        }
        if (pair.answer().equals(pair.reference())) {
            return Verdict.VERIFIED;
        }
        return switch (rule) {
            case STRICT ->
                switch (comparison) {
                    case TEXT -> Verdict.DIFFERENT;
                    case MATHS -> pair.tolerance() == null ? differentNumbers(pair) : null;
                };
            case MATH_VERIFY -> differentNumbers(pair);
        };
    }

    static boolean isCanonicalInteger(String text) {
        return CANONICAL_INTEGER.matcher(text).matches();
    }

    private static @Nullable Verdict differentNumbers(AnswerPair pair) {
        return canonical(pair.answer()) && canonical(pair.reference()) ? Verdict.DIFFERENT : null;
    }

    private static boolean canonical(String number) {
        return isCanonicalInteger(number) || CANONICAL_DECIMAL.matcher(number).matches();
    }
}
