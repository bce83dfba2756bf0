package dev.cairn.soar;

import java.util.List;

/** pass@k of a policy. */
@SuppressWarnings("DoNotCallSuggester")
public final class EvaluateRun {
    public EvaluateRun(
            RunContext context,
            EvaluateSettings evaluate,
            SoarSettings settings,
            PolicyRef policy,
            List<Problem> problems) {}

    public UnitResult.Total run() throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
