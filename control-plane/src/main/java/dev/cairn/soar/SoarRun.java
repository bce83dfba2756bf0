package dev.cairn.soar;

import java.util.List;

/** The outer loop (soar.md section 2). */
@SuppressWarnings("DoNotCallSuggester")
public final class SoarRun {
    public SoarRun(RunContext context, SoarSettings settings, List<Problem> train, int trialsInParallel) {}

    public SoarOutcome run() throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
