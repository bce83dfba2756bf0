package dev.cairn.soar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Grades completions by the one rule for correct (soar.md section 3), asking the grader only where plain strings can't
 * tell, and about each distinct pair once.
 *
 * <p>Two canonical numbers that differ as strings differ as numbers: Math-Verify reads integers as exact sympy integers
 * and compares those (4,772 pairs of up to 15 digits were checked against 0.9.0), and decimals it rounds to six places,
 * so that two of four places at most stay apart (2,499 pairs). The patterns have one spelling a number: {@code -0},
 * leading zeros and {@code 2.50}, which Math-Verify reads as equal to other spellings, are left to it.
 *
 * <p>One a run; trials that run in parallel share it.
 */
public final class AnswerGrading {
    private static final Pattern CANONICAL_INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,14}");
    private static final Pattern CANONICAL_DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,8})\\.[0-9]{0,3}[1-9]");
    private static final int REMEMBERED_PAIRS = 20_000;

    private final Grader grader;
    private final Map<AnswerPair, Verdict> graded;

    public AnswerGrading(Grader grader) {
        this(grader, REMEMBERED_PAIRS);
    }

    AnswerGrading(Grader grader, int rememberedPairs) {
        this.grader = grader;
        this.graded = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AnswerPair, Verdict> eldest) {
                return size() > rememberedPairs;
            }
        };
    }

    /** A completion's text and the reference answer it is held against. */
    public record Submission(String completion, String reference) {}

    /** One result a submission, in their order. */
    public List<Graded> grade(List<Submission> submissions) throws InterruptedException {
        List<@Nullable AnswerPair> pairs = new ArrayList<>();
        Set<AnswerPair> open = new LinkedHashSet<>();
        for (Submission submission : submissions) {
            String answer = Boxed.last(submission.completion());
            AnswerPair pair = answer == null
                    ? null
                    : new AnswerPair(submission.reference().strip(), answer);
            pairs.add(pair);
            if (pair != null && plainly(pair) == null) {
                open.add(pair);
            }
        }
        Map<AnswerPair, Verdict> symbolic = symbolically(open);
        List<Graded> results = new ArrayList<>();
        for (AnswerPair pair : pairs) {
            if (pair == null) {
                results.add(new Graded(null, Verdict.NO_ANSWER));
            } else {
                Verdict plain = plainly(pair);
                results.add(new Graded(pair.answer(), plain != null ? plain : known(symbolic, pair)));
            }
        }
        return results;
    }

    /** Whether a maths parser reads each answer, see {@link Grader#parses}. */
    public List<Verdict> parses(List<String> answers) throws InterruptedException {
        Set<String> open = new LinkedHashSet<>(answers);
        open.removeIf(answer -> CANONICAL_INTEGER.matcher(answer).matches());
        Map<String, Verdict> read = new HashMap<>();
        if (!open.isEmpty()) {
            List<String> asked = List.copyOf(open);
            List<Verdict> verdicts = grader.parses(asked);
            for (int i = 0; i < asked.size(); i++) {
                read.put(asked.get(i), verdicts.get(i));
            }
        }
        return answers.stream()
                .map(answer -> read.getOrDefault(answer, Verdict.VERIFIED))
                .toList();
    }

    private static @Nullable Verdict plainly(AnswerPair pair) {
        if (pair.answer().isEmpty() || pair.reference().isEmpty()) {
            return Verdict.UNPARSABLE; // two empty strings are not equal
        }
        if (pair.answer().equals(pair.reference())) {
            return Verdict.VERIFIED;
        }
        return canonical(pair.answer()) && canonical(pair.reference()) ? Verdict.DIFFERENT : null;
    }

    private static boolean canonical(String number) {
        return CANONICAL_INTEGER.matcher(number).matches()
                || CANONICAL_DECIMAL.matcher(number).matches();
    }

    private Map<AnswerPair, Verdict> symbolically(Set<AnswerPair> open) throws InterruptedException {
        Map<AnswerPair, Verdict> verdicts = new HashMap<>();
        List<AnswerPair> asked = new ArrayList<>();
        synchronized (graded) {
            for (AnswerPair pair : open) {
                Verdict remembered = graded.get(pair);
                if (remembered == null) {
                    asked.add(pair);
                } else {
                    verdicts.put(pair, remembered);
                }
            }
        }
        if (!asked.isEmpty()) {
            List<Verdict> answers = grader.verify(asked);
            for (int i = 0; i < asked.size(); i++) {
                verdicts.put(asked.get(i), answers.get(i));
            }
            remember(asked, verdicts);
        }
        return verdicts;
    }

    /** A time-out is not remembered: it may say more about a busy machine than about the answer. */
    private void remember(List<AnswerPair> asked, Map<AnswerPair, Verdict> verdicts) {
        synchronized (graded) {
            for (AnswerPair pair : asked) {
                Verdict verdict = known(verdicts, pair);
                if (verdict != Verdict.TIMED_OUT) {
                    graded.put(pair, verdict);
                }
            }
        }
    }

    private static Verdict known(Map<AnswerPair, Verdict> verdicts, AnswerPair pair) {
        Verdict verdict = verdicts.get(pair);
        if (verdict == null) {
            throw new IllegalStateException("the grader gave no verdict for " + pair);
        }
        return verdict;
    }
}
