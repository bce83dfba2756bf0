package dev.cairn.bridge;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
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
