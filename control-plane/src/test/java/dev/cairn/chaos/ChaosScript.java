package dev.cairn.chaos;

import dev.cairn.ports.Problem;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.testing.TinyExperiment;
import java.util.List;

/** The small experiment that is disturbed: six runs, some forty units, a promotion. */
final class ChaosScript implements FakeScript {
    static final List<Problem> PROBLEMS = FakeCluster.problems(16);

    /** Problems for an experiment of another kind, just as hard. */
    static final List<Problem> OTHERS = FakeCluster.problems(12).stream()
            .map(problem -> new Problem(
                    "other/" + problem.id(),
                    problem.question().replace("Hard problem", "Hard problem of another kind,"),
                    problem.answer()))
            .toList();

    static final TinyExperiment EXPERIMENT = TinyExperiment.chains()
            .with("seed", 5)
            .with("prompts.teacher", FakeCluster.PROMPTS.teacher())
            .with("prompts.student", FakeCluster.PROMPTS.settings().student())
            .with("screen.blockProblems", 4)
            .with("evaluate.problems", 6)
            .with("evaluate.samples", 2)
            .with("evaluate.blockProblems", 3);

    /** The hard problems are never solved by sampling, so that screening keeps them all. */
    @Override
    public boolean sampledRight(String prompt, long draw) {
        return !prompt.contains("Hard problem") && Math.floorMod(draw, 2) == 0;
    }
}
