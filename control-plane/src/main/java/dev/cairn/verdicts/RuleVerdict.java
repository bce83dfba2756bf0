package dev.cairn.verdicts;

import dev.cairn.bridge.Explanation;
import dev.cairn.ports.Verdict;
import java.util.Locale;

/**
 * One rule's verdict.
 *
 * @param verdict {@code verified}, {@code different}, {@code unparsable}, {@code timed_out} or {@code no_answer}
 * @param reason the reason, in a few words
 * @param reference the reference as the rule parsed it
 * @param answer the answer as the rule parsed it
 */
record RuleVerdict(String verdict, String reason, String reference, String answer) {
    static RuleVerdict of(Explanation explanation) {
        return new RuleVerdict(
                wireName(explanation.verdict()), explanation.why(), explanation.reference(), explanation.answer());
    }

    static RuleVerdict noAnswer() {
        return new RuleVerdict(
                wireName(Verdict.NO_ANSWER),
                "the completion has no complete \\boxed{...} that counts as its answer",
                "",
                "");
    }

    private static String wireName(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
