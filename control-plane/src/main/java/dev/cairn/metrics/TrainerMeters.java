package dev.cairn.metrics;

import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts optimizer steps and how far the sampler's log-probabilities were from the trainer's. */
final class TrainerMeters {
    private final TrainerCalls calls;
    private final Counter applied;
    private final Counter skipped;
    private final Counter seconds;
    private final Counter tokens;
    private final DistributionSummary mismatchMean;
    private final DistributionSummary mismatchLargest;

    TrainerMeters(MeterRegistry registry) {
        this.calls = new TrainerCalls(registry);
        this.applied = registry.counter("cairn.trainer.steps", "result", "applied");
        this.skipped = registry.counter("cairn.trainer.steps", "result", "skipped");
        this.seconds = registry.counter("cairn.trainer.step.seconds");
        this.tokens = registry.counter("cairn.trainer.tokens");
        this.mismatchMean = registry.summary("cairn.trainer.mismatch.mean");
        this.mismatchLargest = registry.summary("cairn.trainer.mismatch.largest");
    }

    Trainer metered(Trainer trainer) {
        return session -> new MeteredSession(calls.open().timed(() -> trainer.open(session)), calls, this::count);
    }

    private StepReport count(StepReport report) {
        (report.skipped() ? skipped : applied).increment();
        seconds.increment(report.seconds());
        tokens.increment((double) report.tokens());
        mismatchMean.record(report.mismatchMean());
        mismatchLargest.record(report.mismatchMax());
        return report;
    }
}
