package dev.cairn.bridge;

import dev.cairn.soar.AnswerPair;
import dev.cairn.soar.Grader;
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
    public List<Verdict> verify(List<AnswerPair> pairs) throws InterruptedException {
        long start = System.nanoTime();
        try {
            return grader.verify(pairs);
        } finally {
            nanos += System.nanoTime() - start;
        }
    }

    @Override
    public List<Verdict> parses(List<String> answers) throws InterruptedException {
        return grader.parses(answers);
    }

    double seconds() {
        return nanos / 1e9;
    }
}
