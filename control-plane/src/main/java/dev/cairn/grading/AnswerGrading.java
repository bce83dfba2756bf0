package dev.cairn.grading;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Grades completions by the one rule for correct. It asks the grader only where
 * {@link PlainVerdicts} cannot decide, and only once about each distinct pair.
 *
 * <p>There is one per run; parallel trials share it.
 */
public final class AnswerGrading {
    private static final int REMEMBERED_PAIRS = 20_000;

    private final Grader grader;
    private final GradingSettings settings;
    private final AnswerComparison comparison;
    private final Map<Question, Verdict> graded;

    /** @param comparison of the run's problem set; answers to the teacher's questions are compared in the same way */
    public AnswerGrading(Grader grader, GradingSettings settings, AnswerComparison comparison) {
        this(grader, settings, comparison, REMEMBERED_PAIRS);
    }

    AnswerGrading(Grader grader, GradingSettings settings, AnswerComparison comparison, int rememberedPairs) {
        this.grader = grader;
        this.settings = settings;
        this.comparison = comparison;
        this.graded = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Question, Verdict> eldest) {
                return size() > rememberedPairs;
            }
        };
    }

    /**
     * A completion's text and the reference answer to compare with.
     *
     * @param tolerance the problem's tolerance, if it has one
     */
    public record Submission(
            String completion, String reference, @Nullable Double tolerance) {
        public Submission(String completion, String reference) {
            this(completion, reference, null);
        }
    }

    /** A question to one rule. */
    private record Question(AnswerPair pair, GradingRule rule) {}

    /** The rule that decides. */
    public GradingRule rule() {
        return settings.rule();
    }

    /** One result per submission, in their order. */
    public List<Grade> grade(List<Submission> submissions) throws InterruptedException {
        List<@Nullable AnswerPair> pairs = new ArrayList<>();
        for (Submission submission : submissions) {
            String answer = BoxedAnswer.of(submission.completion());
            pairs.add(
                    answer == null
                            ? null
                            : new AnswerPair(submission.reference().strip(), answer, submission.tolerance()));
        }
        Map<Question, Verdict> symbolic = symbolically(open(pairs));
        List<Grade> results = new ArrayList<>();
        for (AnswerPair pair : pairs) {
            if (pair == null) {
                Verdict none = Verdict.NO_ANSWER;
                results.add(new Grade(null, settings.rule(), none, settings.compareRules() ? none : null));
            } else {
                results.add(new Grade(
                        pair.answer(),
                        settings.rule(),
                        verdict(symbolic, pair, settings.rule()),
                        settings.compareRules()
                                ? verdict(symbolic, pair, settings.rule().other())
                                : null));
            }
        }
        return results;
    }

    /**
     * Whether the rule can parse each answer, see {@link Grader#parses}. If answers are compared as text, every answer
     * is accepted.
     */
    public List<Verdict> parses(List<String> answers) throws InterruptedException {
        Set<String> open = new LinkedHashSet<>(answers);
        open.removeIf(answer -> PlainVerdicts.isCanonicalInteger(answer) || isText(answer));
        Map<String, Verdict> read = new HashMap<>();
        if (!open.isEmpty()) {
            List<String> asked = List.copyOf(open);
            List<Verdict> verdicts = grader.parses(asked, settings.rule());
            for (int i = 0; i < asked.size(); i++) {
                read.put(asked.get(i), verdicts.get(i));
            }
        }
        return answers.stream()
                .map(answer -> read.getOrDefault(answer, Verdict.VERIFIED))
                .toList();
    }

    private boolean isText(String answer) {
        return settings.rule() == GradingRule.STRICT && comparison == AnswerComparison.TEXT && !answer.isBlank();
    }

    private Set<Question> open(List<@Nullable AnswerPair> pairs) {
        Set<Question> open = new LinkedHashSet<>();
        for (AnswerPair pair : pairs) {
            if (pair != null) {
                addOpen(open, pair, settings.rule());
                if (settings.compareRules()) {
                    addOpen(open, pair, settings.rule().other());
                }
            }
        }
        return open;
    }

    private void addOpen(Set<Question> open, AnswerPair pair, GradingRule rule) {
        if (PlainVerdicts.of(pair, rule, comparison) == null) {
            open.add(new Question(pair, rule));
        }
    }

    private Verdict verdict(Map<Question, Verdict> symbolic, AnswerPair pair, GradingRule rule) {
        Verdict plain = PlainVerdicts.of(pair, rule, comparison);
        if (plain != null) {
            return plain;
        }
        Verdict found = symbolic.get(new Question(pair, rule));
        if (found == null) {
            throw new IllegalStateException("the grader gave no verdict for " + pair);
        }
        return found;
    }

    private Map<Question, Verdict> symbolically(Set<Question> open) throws InterruptedException {
        Map<Question, Verdict> verdicts = new HashMap<>();
        Set<Question> asked = new LinkedHashSet<>();
        synchronized (graded) {
            for (Question question : open) {
                Verdict remembered = graded.get(question);
                if (remembered == null) {
                    asked.add(question);
                } else {
                    verdicts.put(question, remembered);
                }
            }
        }
        ask(asked, verdicts);
        remember(asked, verdicts);
        return verdicts;
    }

    /**
     * Asks both rules in one call if both are open, since they then share the parsed answers; else the one that is
     * open.
     */
    private void ask(Set<Question> asked, Map<Question, Verdict> verdicts) throws InterruptedException {
        GradingRule rule = settings.rule();
        List<AnswerPair> both = new ArrayList<>();
        List<AnswerPair> ours = new ArrayList<>();
        List<AnswerPair> others = new ArrayList<>();
        for (Question question : asked) {
            boolean alsoTheOther =
                    asked.contains(new Question(question.pair(), question.rule().other()));
            if (question.rule() == rule) {
                (alsoTheOther ? both : ours).add(question.pair());
            } else if (!alsoTheOther) {
                others.add(question.pair());
            }
        }
        ask(both, new GradingSettings(rule, true), verdicts);
        ask(ours, new GradingSettings(rule, false), verdicts);
        ask(others, new GradingSettings(rule.other(), false), verdicts);
    }

    private void ask(List<AnswerPair> pairs, GradingSettings by, Map<Question, Verdict> verdicts)
            throws InterruptedException {
        if (pairs.isEmpty()) {
            return;
        }
        List<Judgement> judgements = grader.verify(pairs, by);
        for (int i = 0; i < pairs.size(); i++) {
            Judgement judgement = judgements.get(i);
            verdicts.put(new Question(pairs.get(i), by.rule()), judgement.verdict());
            if (judgement.other() != null) {
                verdicts.put(new Question(pairs.get(i), by.rule().other()), judgement.other());
            }
        }
    }

    /** Time-outs are not cached: they may be due to a busy machine rather than to the answer. */
    private void remember(Set<Question> asked, Map<Question, Verdict> verdicts) {
        synchronized (graded) {
            for (Question question : asked) {
                Verdict verdict = verdicts.get(question);
                if (verdict != null && verdict != Verdict.TIMED_OUT) {
                    graded.put(question, verdict);
                }
            }
        }
    }

    /**
     * A graded completion.
     *
     * @param answer content of its box, if it has one that counts
     * @param rule the rule that decided
     * @param verdict verdict of that rule
     * @param other verdict of the other rule; absent where it was not asked
     */
    public record Grade(
            @Nullable String answer,
            GradingRule rule,
            Verdict verdict,
            @Nullable Verdict other) {
        public boolean correct() {
            return verdict == Verdict.VERIFIED;
        }
    }
}
