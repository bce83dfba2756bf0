package dev.cairn.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** The timed calls of a trainer. */
record TrainerCalls(
        CallMeter open,
        CallMeter step,
        CallMeter logprobs,
        CallMeter alignments,
        CallMeter publish,
        CallMeter keep,
        CallMeter checkpoint) {
    TrainerCalls(MeterRegistry registry) {
        this(
                new CallMeter(registry, "trainer", "open"),
                new CallMeter(registry, "trainer", "step"),
                new CallMeter(registry, "trainer", "logprobs"),
                new CallMeter(registry, "trainer", "alignment"),
                new CallMeter(registry, "trainer", "publish"),
                new CallMeter(registry, "trainer", "keep"),
                new CallMeter(registry, "trainer", "checkpoint"));
    }
}
