package dev.cairn.metrics;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts the verdicts of comparisons and of parses separately. */
final class GraderMeters {
    private static final String VERIFY = "verify";
    private static final String PARSES = "parses";

    private final MeterRegistry registry;
    private final CallMeter verify;
    private final CallMeter parses;

    GraderMeters(MeterRegistry registry) {
        this.registry = registry;
        this.verify = new CallMeter(registry, "grader", VERIFY);
        this.parses = new CallMeter(registry, "grader", PARSES);
        for (Verdict verdict : Verdict.values()) {
            counter(VERIFY, verdict);
            counter(PARSES, verdict);
        }
    }

    Grader metered(Grader grader) {
        return new Grader() {
            @Override
            public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
                List<Judgement> judgements = verify.timed(() -> grader.verify(pairs, grading));
                judgements.forEach(
                        judgement -> counter(VERIFY, judgement.verdict()).increment());
                return judgements;
            }

            @Override
            public List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException {
                List<Verdict> verdicts = parses.timed(() -> grader.parses(answers, rule));
                verdicts.forEach(verdict -> counter(PARSES, verdict).increment());
                return verdicts;
            }
        };
    }

    private Counter counter(String call, Verdict verdict) {
        return registry.counter("cairn.grader.verdicts", "call", call, "verdict", EnumLabels.of(verdict));
    }
}
