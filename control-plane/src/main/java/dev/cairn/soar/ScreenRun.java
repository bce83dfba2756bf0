package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.ScreenSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * fail@k screening: keeps the problems that student v0 never solves and splits them at random into halves.
 */
public final class ScreenRun {
    private final RunContext context;
    private final ScreenSettings screen;
    private final SoarSettings settings;
    private final List<Problem> problems;

    /**
     * Creates the run.
     *
     * @param screen with 0 samples every problem is kept, and the set is only split
     * @param problems the problem set to screen
     */
    public ScreenRun(RunContext context, ScreenSettings screen, SoarSettings settings, List<Problem> problems) {
        this.context = context;
        this.screen = screen;
        this.settings = settings;
        this.problems = List.copyOf(problems);
    }

    /** @throws PortException (FIX_REQUEST) if fewer than two problems are left */
    public ScreenOutcome run() throws InterruptedException {
        Checkpoint student = new InitialPolicies(context, settings).student();
        List<Problem> fitting = context.room()
                .fitting(
                        problems,
                        problem -> context.prompts().forStudent(problem.question()),
                        settings.student().maxTokens());
        List<Problem> hard = screen.samples() == 0 ? fitting : unsolved(student, fitting);
        UnitResult.Split split =
                context.journal().once(Unit.split(), attempt -> Journal.Output.of(split(hard, fitting.size())));
        return new ScreenOutcome(byId(split.train()), byId(split.test()), student);
    }

    private List<Problem> unsolved(Checkpoint student, List<Problem> fitting) throws InterruptedException {
        ScoredBatches blocks = new ScoredBatches(
                context,
                student.policy(),
                fitting,
                screen.blockProblems(),
                screen.samples(),
                settings.student().maxTokens(),
                Rollout.Purpose.SCREEN,
                context.seeds()::screen,
                ScoredBatches.Part.WHOLE);
        Set<String> unsolved = new HashSet<>();
        for (int i = 0; i < blocks.count(); i++) {
            int block = i;
            UnitResult.Screened screened = context.journal().once(Unit.screen(block), attempt -> {
                ScoredBatches.Scored scored =
                        screen.stopAtSuccess() ? blocks.scoreUntilSolved(attempt, block) : blocks.score(attempt, block);
                return new Journal.Output<>(new UnitResult.Screened(scored.scores()), scored.rollouts());
            });
            screened.scores().stream()
                    .filter(score -> score.correct() == 0)
                    .forEach(score -> unsolved.add(score.problem()));
        }
        return fitting.stream()
                .filter(problem -> unsolved.contains(problem.id()))
                .toList();
    }

    /**
     * Splits at random. An odd problem goes to the test half, which must be large because pass rates are tiny. Problems
     * with equal text go to the same half, since a student must not be tested on what it was trained on.
     */
    private UnitResult.Split split(List<Problem> hard, int fitting) {
        Map<String, List<String>> byText = new LinkedHashMap<>();
        shuffled(hard)
                .forEach(problem -> byText.computeIfAbsent(problem.textKey(), text -> new ArrayList<>())
                        .add(problem.id()));
        int tooLong = problems.size() - fitting;
        if (byText.size() < 2) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "screening kept " + byText.size() + " of " + problems.size() + " problems with "
                            + screen.samples()
                            + " samples each"
                            + (tooLong == 0
                                    ? ""
                                    : ", and left out " + tooLong
                                            + " whose prompt plus soar.student.maxTokens exceeds model.maxModelLength")
                            + "; 2 are needed, one to train and one to test on. Use harder"
                            + " problems, more of them, or fewer screen.samples");
        }
        List<String> train = new ArrayList<>();
        List<String> test = new ArrayList<>();
        for (List<String> repeats : byText.values()) {
            boolean fits = train.size() + repeats.size() <= hard.size() / 2;
            (fits ? train : test).addAll(repeats);
        }
        return new UnitResult.Split(List.copyOf(train), List.copyOf(test), fitting, tooLong);
    }

    private List<Problem> shuffled(List<Problem> hard) {
        return byId(EpochSampler.shuffled(
                hard.stream().map(Problem::id).toList(), context.seeds().split()));
    }

    private List<Problem> byId(List<String> ids) {
        Map<String, Problem> known = problems.stream().collect(Collectors.toMap(Problem::id, Function.identity()));
        return ids.stream().map(id -> Objects.requireNonNull(known.get(id), id)).toList();
    }
}
