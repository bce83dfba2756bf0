package dev.cairn.chaos;

import dev.cairn.ports.Problem;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import java.util.List;
import java.util.Map;

/** The small experiment that is disturbed: six runs, some forty units, a promotion. */
final class ChaosScript implements FakeScript {
    static final List<Problem> PROBLEMS = FakeCluster.problems(16);

    static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("seed", 5),
            Map.entry("prompts.teacher", FakeCluster.PROMPTS.teacher()),
            Map.entry("prompts.student", FakeCluster.PROMPTS.student()),
            Map.entry("soar.outer.steps", 2),
            Map.entry("soar.outer.window", 1),
            Map.entry("soar.outer.sets", 2),
            Map.entry("soar.outer.questions", 3),
            Map.entry("soar.outer.repeats", 2),
            Map.entry("soar.outer.rewardQuestions", 6),
            Map.entry("soar.inner.steps", 2),
            Map.entry("soar.inner.maxSteps", 3),
            Map.entry("soar.inner.stepsPerPromotion", 1),
            Map.entry("soar.inner.questionsPerStep", 2),
            Map.entry("soar.inner.groupSize", 4),
            Map.entry("soar.teacher.warmup", 0),
            Map.entry("screen.samples", 2),
            Map.entry("screen.blockProblems", 4),
            Map.entry("evaluate.problems", 6),
            Map.entry("evaluate.samples", 2),
            Map.entry("evaluate.blockProblems", 3),
            Map.entry("execution.trialsInParallel", 1));

    /** The hard problems are never solved by sampling, so that screening keeps them all. */
    @Override
    public boolean sampledRight(String prompt, long draw) {
        return !prompt.contains("Hard problem") && Math.floorMod(draw, 2) == 0;
    }
}
