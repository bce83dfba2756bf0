package dev.cairn.bridge.fakes;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.soar.fakes.Gradings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares decimal numbers and fractions; anything with a power in a power runs into the time limit. */
public final class FakeGrader implements Grader {
    private static final Pattern FRACTION = Pattern.compile("\\\\frac\\{(-?\\d+)}\\{(\\d+)}|(-?\\d+)/(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    @Override
    public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
        return Gradings.agreed(pairs.stream().map(FakeGrader::verify).toList(), grading);
    }

    @Override
    public List<Verdict> parses(List<String> answers, GradingRule rule) {
        return answers.stream()
                .map(answer -> explodes(answer)
                        ? Verdict.TIMED_OUT
                        : value(answer) == null ? Verdict.UNPARSABLE : Verdict.VERIFIED)
                .toList();
    }

    private static Verdict verify(AnswerPair pair) {
        if (explodes(pair.answer()) || explodes(pair.reference())) {
            return Verdict.TIMED_OUT;
        }
        Double answer = value(pair.answer());
        Double reference = value(pair.reference());
        if (answer == null || reference == null) {
            return Verdict.UNPARSABLE;
        }
        return Math.abs(answer - reference) < 1e-9 ? Verdict.VERIFIED : Verdict.DIFFERENT;
    }

    private static boolean explodes(String text) {
        return text.indexOf('^') != text.lastIndexOf('^');
    }

    private static @Nullable Double value(String text) {
        String trimmed = text.strip();
        Matcher fraction = FRACTION.matcher(trimmed);
        if (fraction.matches()) {
            int first = fraction.group(1) == null ? 3 : 1;
            return Double.parseDouble(fraction.group(first)) / Double.parseDouble(fraction.group(first + 1));
        }
        return NUMBER.matcher(trimmed).matches() ? Double.valueOf(trimmed) : null;
    }
}
