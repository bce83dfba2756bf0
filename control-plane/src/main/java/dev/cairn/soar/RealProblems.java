package dev.cairn.soar;

import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Real problems on which a student trains in addition to the hard ones (paper: real-128 and real-full). */
public final class RealProblems {
    private RealProblems() {}

    /**
     * The problems that may be used, with {@code real/} before their ids. Leaves out problems whose text is in the hard
     * set, since a student must not be tested on what it was trained on, and those that are too long.
     *
     * @param maxTokens longest answer
     * @param problems the whole problem set
     * @param hard both halves of the hard set
     * @throws PortException (FIX_REQUEST) if nothing is left
     */
    public static List<Problem> all(RunContext context, int maxTokens, List<Problem> problems, List<Problem> hard)
            throws InterruptedException {
        Set<String> known = hard.stream().map(Problem::textKey).collect(Collectors.toSet());
        List<Problem> others = problems.stream()
                .filter(problem -> !known.contains(problem.textKey()))
                .toList();
        List<Problem> fitting =
                context
                        .room()
                        .fitting(others, problem -> context.prompts().forStudent(problem.question()), maxTokens)
                        .stream()
                        .map(problem -> new Problem(
                                "real/" + problem.id(), problem.question(), problem.answer(), problem.tolerance()))
                        .toList();
        if (fitting.isEmpty()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "of the " + problems.size() + " problems of methods.realProblems "
                            + (problems.size() - others.size()) + " are in the hard set and " + others.size()
                            + " are too long for model.maxModelLength; name another problem set");
        }
        return fitting;
    }

    /**
     * Some of them, drawn without replacement.
     *
     * @param all as {@link #all} returns them
     * @throws PortException (FIX_REQUEST) if there are fewer
     */
    public static List<Problem> sample(RunContext context, List<Problem> all, int count) {
        if (count > all.size()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "methods.questions is " + count + ", but only " + all.size()
                            + " problems of methods.realProblems are left without those of the hard set and those that"
                            + " are too long; lower it, or name a larger problem set");
        }
        return EpochSampler.shuffled(all, context.seeds().realProblems()).subList(0, count);
    }
}
