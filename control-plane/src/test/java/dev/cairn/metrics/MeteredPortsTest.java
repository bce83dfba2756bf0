package dev.cairn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.fleet.Claim;
import dev.cairn.fleet.RunPorts;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PromptFrame;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.settings.LossSettings;
import dev.cairn.soar.PromptRoom;
import dev.cairn.soar.fakes.Gradings;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.testing.TestSpecs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decorated ports count what goes through them, and change nothing. */
final class MeteredPortsTest {
    private static final ExperimentSpec SPEC = TestSpecs.chains(Map.of());
    private static final PolicyRef POLICY = new PolicyRef(StorageRoot.DURABLE, "p", "0");
    private static final StepReport REPORT = new StepReport(0, 0.0, 0, 0, false, true, 1e-6, 3e-5, 40, 1.5);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void requestsCompletionsAndTokensOfTheEngineAreCounted() throws InterruptedException {
        Completion completion =
                new Completion("a", new int[] {1, 2, 3}, new int[] {4, 5}, new float[] {0, 0}, FinishReason.STOP);
        try (Generator.Serving serving = connected(new FixedServing(List.of(completion, completion)))
                .generator()
                .acquire("n", POLICY)) {
            assertThat(serving.generate(
                            List.of(new PromptSlot("x", 1), new PromptSlot("y", 2)), new Sampling(1, 2, 10)))
                    .hasSize(2);
        }
        assertThat(count("cairn.engine.requests")).isEqualTo(2);
        assertThat(count("cairn.engine.completions")).isEqualTo(4);
        assertThat(count("cairn.engine.tokens", "part", "prompt")).isEqualTo(12);
        assertThat(count("cairn.engine.tokens", "part", "completion")).isEqualTo(8);
        assertThat(calls("engine", "load", "ok")).isEqualTo(1);
        assertThat(calls("engine", "generate", "ok")).isEqualTo(1);
    }

    @Test
    void aFailedCallIsCountedByWhatHelpsAndThrownOn() {
        RunPorts connection = connected(new FixedServing(List.of()) {
            @Override
            public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) {
                throw new PortException(PortException.Remedy.RETRY, "the engine died");
            }
        });
        assertThatThrownBy(() -> connection
                        .generator()
                        .acquire("n", POLICY)
                        .generate(List.of(new PromptSlot("x", 1)), new Sampling(1, 1, 10)))
                .hasMessage("the engine died");
        assertThat(calls("engine", "generate", "retry")).isEqualTo(1);
        assertThat(calls("engine", "generate", "ok")).isZero();
    }

    @Test
    void stepsAndTheirMismatchAreCounted() throws InterruptedException {
        TrainerSession opened = new TrainerSession(
                "s",
                1,
                1,
                new TrainerSession.Source.NewAdapter(1),
                TrainerSession.OptimizerState.FRESH,
                SPEC.soar().lora(),
                SPEC.soar().adam(),
                null);
        try (Trainer.Session session =
                connected(new FixedServing(List.of())).trainer().open(opened)) {
            assertThat(session.step(0, List.of(), 1e-5, 1, SPEC.soar().student().loss()))
                    .isEqualTo(REPORT);
        }
        assertThat(count("cairn.trainer.steps", "result", "skipped")).isEqualTo(1);
        assertThat(count("cairn.trainer.tokens")).isEqualTo(40);
        assertThat(count("cairn.trainer.step.seconds")).isEqualTo(1.5);
        assertThat(registry.get("cairn.trainer.mismatch.largest").summary().max())
                .isEqualTo(3e-5);
        assertThat(registry.get("cairn.trainer.mismatch.mean").summary().max()).isEqualTo(1e-6);
    }

    @Test
    void verdictsAreCountedByCall() throws InterruptedException {
        Grader grader = connected(new FixedServing(List.of())).grader();
        grader.verify(List.of(new AnswerPair("1", "1"), new AnswerPair("2", "2")), Gradings.MATH_VERIFY);
        grader.parses(List.of("1"), GradingRule.MATH_VERIFY);
        assertThat(count("cairn.grader.verdicts", "call", "verify", "verdict", "different"))
                .isEqualTo(2);
        assertThat(count("cairn.grader.verdicts", "call", "parses", "verdict", "unparsable"))
                .isEqualTo(1);
    }

    private RunPorts connected(Generator.Serving serving) {
        try {
            return new MeteredPorts(
                            (spec, claim) -> new RunPorts(
                                    (name, policy) -> serving,
                                    session -> new FixedSession(),
                                    new FixedGrader(),
                                    PromptRoom.UNLIMITED.lengths(),
                                    settings -> PromptFrame.NONE),
                            registry)
                    .connect(SPEC, new Claim(1, 1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private long calls(String port, String call, String outcome) {
        return registry.get("cairn.port.call")
                .tags("port", port, "call", call, "outcome", outcome)
                .timer()
                .count();
    }

    /** Answers each slot alike. */
    private static class FixedServing implements Generator.Serving {
        private final List<Completion> samples;

        FixedServing(List<Completion> samples) {
            this.samples = samples;
        }

        @Override
        public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) {
            return slots.stream().map(slot -> samples).toList();
        }

        @Override
        public void close() {}
    }

    private static final class FixedSession implements Trainer.Session {
        @Override
        public StepReport step(
                int sequence,
                List<TrainingSequence> batch,
                double learningRate,
                double temperature,
                LossSettings loss) {
            return REPORT;
        }

        @Override
        public List<float[]> logprobs(
                Trainer.Distribution distribution, List<TrainingSequence> batch, double temperature) {
            return List.of();
        }

        @Override
        public List<Double> alignments(
                List<TrainingSequence> reference,
                List<List<TrainingSequence>> sets,
                double temperature,
                LossSettings loss) {
            return List.of();
        }

        @Override
        public PolicyRef publish(String name) {
            return POLICY;
        }

        @Override
        public PolicyRef keep(String name) {
            return POLICY;
        }

        @Override
        public PolicyRef checkpoint(String name) {
            return POLICY;
        }

        @Override
        public void close() {}
    }

    private static final class FixedGrader implements Grader {
        @Override
        public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
            return pairs.stream()
                    .map(pair -> new Judgement(Verdict.DIFFERENT, null))
                    .toList();
        }

        @Override
        public List<Verdict> parses(List<String> answers, GradingRule rule) {
            return answers.stream().map(answer -> Verdict.UNPARSABLE).toList();
        }
    }
}
