package dev.cairn.soar;

import java.util.List;

/** fail@k screening. */
@SuppressWarnings("DoNotCallSuggester")
public final class ScreenRun {
    public ScreenRun(RunContext context, ScreenSettings screen, SoarSettings settings, List<Problem> problems) {}

    public ScreenOutcome run() throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
