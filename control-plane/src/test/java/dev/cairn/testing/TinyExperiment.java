package dev.cairn.testing;

import dev.cairn.settings.SoarSettings;
import dev.cairn.spec.ExperimentSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The small experiment of tests: the preset {@code chains} in numbers that a person can count along. A test changes those
 * that it is about.
 *
 * @param settings what differs from the preset, by path, as a user would set it
 */
public record TinyExperiment(Map<String, Object> settings) {
    /** T=2 outer steps of g=2 sets with n=3 questions and r=2 repeats; students make 2 steps, and 1 more once promoted. */
    public static TinyExperiment chains() {
        return new TinyExperiment(
                        Map.of("soar.teacher.warmup", 0, "screen.samples", 2, "execution.trialsInParallel", 1))
                .outer(2, 2, 3, 2)
                .rewardQuestions(6)
                .window(1)
                .inner(2, 1, 3)
                .batches(2, 4);
    }

    public TinyExperiment outer(int steps, int sets, int questions, int repeats) {
        return with("soar.outer.steps", steps)
                .with("soar.outer.sets", sets)
                .with("soar.outer.questions", questions)
                .with("soar.outer.repeats", repeats);
    }

    public TinyExperiment rewardQuestions(int number) {
        return with("soar.outer.rewardQuestions", number);
    }

    /** Outer steps in the moving average. */
    public TinyExperiment window(int steps) {
        return with("soar.outer.window", steps);
    }

    public TinyExperiment inner(int steps, int stepsPerPromotion, int maxSteps) {
        return with("soar.inner.steps", steps)
                .with("soar.inner.stepsPerPromotion", stepsPerPromotion)
                .with("soar.inner.maxSteps", maxSteps);
    }

    /** Of each of a student's steps. */
    public TinyExperiment batches(int questionsPerStep, int groupSize) {
        return with("soar.inner.questionsPerStep", questionsPerStep).with("soar.inner.groupSize", groupSize);
    }

    public TinyExperiment with(String path, Object value) {
        return with(Map.of(path, value));
    }

    public TinyExperiment with(Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new TinyExperiment(all);
    }

    /** As the preset and the settings make it. */
    public ExperimentSpec spec() {
        return TestSpecs.chains(settings);
    }

    public SoarSettings soar() {
        return spec().soar();
    }

    /** The settings as options of {@code ops/run}. */
    public List<String> options() {
        return settings.entrySet().stream()
                .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
                .toList();
    }
}
