package dev.cairn.soar.fakes;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.grading.AnswerGrading;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.util.List;

/** Grading as tests use it. */
public final class Gradings {
    /** One rule alone, as published. */
    public static final GradingSettings MATH_VERIFY = new GradingSettings(GradingRule.MATH_VERIFY, false);

    /** Cairn's rule alone. */
    public static final GradingSettings STRICT = new GradingSettings(GradingRule.STRICT, false);

    private Gradings() {}

    public static AnswerGrading mathVerify(Grader grader) {
        return new AnswerGrading(grader, MATH_VERIFY, AnswerComparison.MATHS);
    }

    /** The judgements of a grader whose rules always agree. */
    public static List<Judgement> agreed(List<Verdict> verdicts, GradingSettings grading) {
        return verdicts.stream()
                .map(verdict -> new Judgement(verdict, grading.compareRules() ? verdict : null))
                .toList();
    }

    public static List<Verdict> verdicts(List<Judgement> judgements) {
        return judgements.stream().map(Judgement::verdict).toList();
    }
}
