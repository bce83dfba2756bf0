package dev.cairn.runs.programs;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.UnitResult;
import dev.cairn.soar.RunContext;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A run to execute.
 *
 * @param problems the problems of its set, within {@code problems.limit}
 * @param realProblems reads the problems that {@code methods.realProblems} names
 * @param earlier the results of earlier runs of its experiment
 */
record RunTask(
        ExperimentSpec spec,
        RunSpec plan,
        RunContext context,
        List<Problem> problems,
        Supplier<List<Problem>> realProblems,
        EarlierRuns earlier) {
    /** The train half of a screen run's hard set. */
    List<Problem> trainHalf(String screen) {
        return pick(earlier.split(screen).train());
    }

    /** The first problems of the test half of a screen run's hard set. */
    List<Problem> testHalf(String screen, int most) {
        List<String> test = earlier.split(screen).test();
        return pick(test.subList(0, Math.min(most, test.size())));
    }

    /** Both halves of a screen run's hard set. */
    List<Problem> hardSet(String screen) {
        UnitResult.Split split = earlier.split(screen);
        return Stream.concat(pick(split.train()).stream(), pick(split.test()).stream())
                .toList();
    }

    Checkpoint policy(RunSpec.Policy policy, String of) {
        return switch (policy) {
            case BASE -> earlier.firstStudent(of);
            case PROMOTED -> earlier.promotedStudent(of);
            case TRAINED -> earlier.trainedStudent(of);
            case UNTRAINED_TEACHER -> earlier.untrainedTeacher(of);
            case TRAINED_TEACHER -> trainedTeacher(of);
        };
    }

    /** After its last update, or after the outer step that the spec names: a budget may have stopped the run before it. */
    private Checkpoint trainedTeacher(String soar) {
        Integer step = spec.methods().teacherStep();
        return step == null
                ? earlier.trainedTeacher(soar)
                : earlier.teacherAfter(soar, step)
                        .orElseThrow(() -> new PortException(
                                PortException.Remedy.FIX_REQUEST,
                                "run " + soar + " decided " + earlier.outerSteps(soar)
                                        + " outer steps and has no teacher after outer step " + step
                                        + " (methods.teacherStep); clone the experiment with a larger budget or a"
                                        + " smaller methods.teacherStep"));
    }

    private List<Problem> pick(List<String> ids) {
        Map<String, Problem> byId = new HashMap<>();
        problems.forEach(problem -> byId.put(problem.id(), problem));
        return ids.stream().map(id -> Objects.requireNonNull(byId.get(id), id)).toList();
    }
}
