package dev.cairn.soar.fakes;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads decimal numbers; remembers what it was asked. */
public final class FakeGrader implements Grader {
    private final List<AnswerPair> verified = new ArrayList<>();
    private final List<String> parsed = new ArrayList<>();

    @Override
    public synchronized List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
        verified.addAll(pairs);
        return Gradings.agreed(pairs.stream().map(FakeGrader::compare).toList(), grading);
    }

    @Override
    public synchronized List<Verdict> parses(List<String> answers, GradingRule rule) {
        parsed.addAll(answers);
        return answers.stream()
                .map(answer -> number(answer) == null ? Verdict.UNPARSABLE : Verdict.VERIFIED)
                .toList();
    }

    /** Every pair it was asked to compare, in order. */
    public synchronized List<AnswerPair> verified() {
        return List.copyOf(verified);
    }

    /** Every answer it was asked to read, in order. */
    public synchronized List<String> parsed() {
        return List.copyOf(parsed);
    }

    private static Verdict compare(AnswerPair pair) {
        BigDecimal reference = number(pair.reference());
        BigDecimal answer = number(pair.answer());
        if (reference == null || answer == null) {
            return Verdict.UNPARSABLE;
        }
        return reference.compareTo(answer) == 0 ? Verdict.VERIFIED : Verdict.DIFFERENT;
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
