package dev.cairn.metrics;

import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * Counts requests to engines and the tokens they sample, as they answer. Units count them separately when they commit.
 */
final class EngineMeters {
    private final CallMeter load;
    private final CallMeter generate;
    private final Counter requests;
    private final Counter completions;
    private final Counter promptTokens;
    private final Counter completionTokens;

    EngineMeters(MeterRegistry registry) {
        this.load = new CallMeter(registry, "engine", "load");
        this.generate = new CallMeter(registry, "engine", "generate");
        this.requests = registry.counter("cairn.engine.requests");
        this.completions = registry.counter("cairn.engine.completions");
        this.promptTokens = registry.counter("cairn.engine.tokens", "part", "prompt");
        this.completionTokens = registry.counter("cairn.engine.tokens", "part", "completion");
    }

    Generator metered(Generator generator) {
        return (name, policy) -> new MeteredServing(load.timed(() -> generator.acquire(name, policy)));
    }

    /** A served policy whose answers are counted. */
    private final class MeteredServing implements Generator.Serving {
        private final Generator.Serving serving;

        private MeteredServing(Generator.Serving serving) {
            this.serving = serving;
        }

        @Override
        public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) throws InterruptedException {
            requests.increment(slots.size());
            List<List<Completion>> answers = generate.timed(() -> serving.generate(slots, sampling));
            for (List<Completion> samples : answers) {
                completions.increment(samples.size());
                for (Completion sample : samples) {
                    promptTokens.increment(sample.promptTokens().length);
                    completionTokens.increment(sample.tokens().length);
                }
            }
            return answers;
        }

        @Override
        public void close() {
            serving.close();
        }
    }
}
