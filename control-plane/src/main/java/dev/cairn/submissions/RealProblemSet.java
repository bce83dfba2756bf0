package dev.cairn.submissions;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSets;
import dev.cairn.spec.MethodsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the other problem set on which students of an experiment train. */
final class RealProblemSet {
    private static final String FIELD = "methods.realProblems";

    private final ProblemSets problemSets;

    RealProblemSet(ProblemSets problemSets) {
        this.problemSets = problemSets;
    }

    /**
     * The set; empty if no method uses one.
     *
     * @param own the experiment's own set
     * @throws InvalidInputException if the set does not exist, is too small, or is graded differently
     */
    Optional<ProblemSet> of(MethodsSpec methods, ProblemSet own) {
        String name = methods.realProblems();
        if (name == null || !methods.usesRealProblems()) {
            return Optional.empty();
        }
        ProblemSet real = problemSets.named(name, FIELD);
        List<FieldError> errors = new ArrayList<>();
        if (real.comparison() != own.comparison()) {
            errors.add(new FieldError(
                    FIELD,
                    "is '" + name + "', whose answers are compared as " + real.comparison() + ", but those of '"
                            + own.name() + "' as " + own.comparison() + "; a run compares all answers in one way",
                    "a set whose answers are compared as " + own.comparison()));
        }
        if (methods.realSample() && methods.questions() > real.problems()) {
            errors.add(new FieldError(
                    "methods.questions",
                    "is " + methods.questions() + ", but '" + name + "' has " + real.problems() + " problems",
                    "at most " + real.problems() + ", or a larger set in " + FIELD));
        }
        InvalidInputException.throwIfAny(Subject.SPEC, errors);
        return Optional.of(real);
    }
}
