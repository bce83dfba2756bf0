package dev.cairn.bench;

import dev.cairn.fleet.RunPorts;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.settings.LossSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's ports with a stopwatch on each: how long callers waited, in the order of a step's phases. */
final class TimedPorts {
    private final RunPorts connection;
    private final Map<String, Figure> phases = new LinkedHashMap<>();

    TimedPorts(RunPorts connection) {
        this.connection = connection;
    }

    /** Milliseconds by phase, without phases that no step needed. */
    synchronized Map<String, Figure> phases() {
        return new LinkedHashMap<>(phases);
    }

    @FunctionalInterface
    private interface Call<T> {
        T call() throws InterruptedException;
    }

    private <T> T timed(String phase, Call<T> call) throws InterruptedException {
        long start = System.nanoTime();
        T result = call.call();
        took(phase, start);
        return result;
    }

    private synchronized void took(String phase, long start) {
        phases.computeIfAbsent(phase, name -> new Figure(name, "ms")).add((System.nanoTime() - start) / 1e6);
    }

    Generator generator() {
        return (name, policy) -> new TimedServing(
                timed("load adapter", () -> connection.generator().acquire(name, policy)));
    }

    Trainer trainer() {
        return session -> new TimedSession(connection.trainer().open(session));
    }

    Grader grader() {
        return new Grader() {
            @Override
            public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
                return timed("verify", () -> connection.grader().verify(pairs, grading));
            }

            @Override
            public List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException {
                return connection.grader().parses(answers, rule);
            }
        };
    }

    private final class TimedServing implements Generator.Serving {
        private final Generator.Serving serving;

        private TimedServing(Generator.Serving serving) {
            this.serving = serving;
        }

        @Override
        public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) throws InterruptedException {
            return timed("generate", () -> serving.generate(slots, sampling));
        }

        @Override
        public void close() {
            long start = System.nanoTime();
            serving.close();
            took("unload adapter", start);
        }
    }

    private final class TimedSession implements Trainer.Session {
        private final Trainer.Session session;

        private TimedSession(Trainer.Session session) {
            this.session = session;
        }

        @Override
        public StepReport step(
                int sequence, List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss)
                throws InterruptedException {
            return timed("step", () -> session.step(sequence, batch, learningRate, temperature, loss));
        }

        @Override
        public List<Double> alignments(
                List<TrainingSequence> reference,
                List<List<TrainingSequence>> sets,
                double temperature,
                LossSettings loss)
                throws InterruptedException {
            return session.alignments(reference, sets, temperature, loss);
        }

        @Override
        public List<float[]> logprobs(
                Trainer.Distribution distribution, List<TrainingSequence> batch, double temperature)
                throws InterruptedException {
            return session.logprobs(distribution, batch, temperature);
        }

        @Override
        public PolicyRef publish(String name) throws InterruptedException {
            return timed("publish", () -> session.publish(name));
        }

        @Override
        public PolicyRef keep(String name) throws InterruptedException {
            return session.keep(name);
        }

        @Override
        public PolicyRef checkpoint(String name) throws InterruptedException {
            return session.checkpoint(name);
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
