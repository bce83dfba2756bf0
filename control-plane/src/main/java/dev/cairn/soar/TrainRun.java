package dev.cairn.soar;

import java.util.List;

/** Student RL on real problems. */
@SuppressWarnings("DoNotCallSuggester")
public final class TrainRun {
    public TrainRun(RunContext context, TrainSettings train, SoarSettings settings, List<Problem> problems) {}

    public Checkpoint run() throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
