package dev.cairn.bridge;

import dev.cairn.soar.AnswerPair;
import dev.cairn.soar.Grader;
import dev.cairn.soar.GradingRule;
import dev.cairn.soar.GradingSettings;
import dev.cairn.soar.Judgement;
import dev.cairn.soar.Verdict;
import java.util.List;

/** A grader, and how long it took. */
final class TimedGrader implements Grader {
    private final Grader grader;
    private long nanos;

    TimedGrader(Grader grader) {
        this.grader = grader;
    }

    @Override
    public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
        long start = System.nanoTime();
        try {
            return grader.verify(pairs, grading);
        } finally {
            nanos += System.nanoTime() - start;
        }
    }

    @Override
    public List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException {
        return grader.parses(answers, rule);
    }

    double seconds() {
        return nanos / 1e9;
    }
}
