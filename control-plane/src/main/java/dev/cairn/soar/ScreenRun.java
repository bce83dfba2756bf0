package dev.cairn.soar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** fail@k screening: keeps the problems that student v0 never solves, split at random in halves (soar.md section 6). */
public final class ScreenRun {
    private final RunContext context;
    private final ScreenSettings screen;
    private final SoarSettings settings;
    private final List<Problem> problems;

    /**
     * A run.
     *
     * @param screen with 0 samples all problems are kept and only split
     * @param problems the pool
     */
    public ScreenRun(RunContext context, ScreenSettings screen, SoarSettings settings, List<Problem> problems) {
        this.context = context;
        this.screen = screen;
        this.settings = settings;
        this.problems = List.copyOf(problems);
    }

    /** @throws PortException (FIX_REQUEST) if fewer than two problems are left */
    public ScreenOutcome run() throws InterruptedException {
        Checkpoint student = new FreshPolicies(context, settings).student();
        List<String> hard = screen.samples() == 0 ? ids() : unsolved(student);
        UnitResult.Split split = context.journal()
                .once(UnitKey.split(), UnitResult.Split.class, attempt -> Journal.Output.of(split(hard)));
        return new ScreenOutcome(byId(split.train()), byId(split.test()), student);
    }

    private List<String> unsolved(Checkpoint student) throws InterruptedException {
        ProblemBlocks blocks = new ProblemBlocks(
                context,
                student.policy(),
                problems,
                screen.blockProblems(),
                screen.samples(),
                settings.student().maxTokens(),
                Rollout.Purpose.SCREEN,
                context.seeds()::screen);
        List<String> unsolved = new ArrayList<>();
        for (int i = 0; i < blocks.count(); i++) {
            int block = i;
            UnitResult.Screened screened = context.journal()
                    .once(UnitKey.screen(block), UnitResult.Screened.class, attempt -> {
                        ProblemBlocks.Scored scored = blocks.score(attempt, block);
                        return new Journal.Output<>(new UnitResult.Screened(scored.scores()), scored.rollouts());
                    });
            screened.scores().stream()
                    .filter(score -> score.correct() == 0)
                    .forEach(score -> unsolved.add(score.problem()));
        }
        return unsolved;
    }

    /** An odd problem goes to the test half, which must be large because pass rates are tiny. */
    private UnitResult.Split split(List<String> hard) {
        if (hard.size() < 2) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "screening kept " + hard.size() + " of " + problems.size() + " problems with "
                            + screen.samples()
                            + " samples each; 2 are needed, one to train and one to test on. Use harder"
                            + " problems, more of them, or fewer screen.samples");
        }
        List<String> shuffled = QuestionOrder.shuffled(hard, context.seeds().split());
        int half = shuffled.size() / 2;
        return new UnitResult.Split(
                List.copyOf(shuffled.subList(0, half)),
                List.copyOf(shuffled.subList(half, shuffled.size())),
                problems.size());
    }

    private List<String> ids() {
        return problems.stream().map(Problem::id).toList();
    }

    private List<Problem> byId(List<String> ids) {
        Map<String, Problem> known = problems.stream().collect(Collectors.toMap(Problem::id, Function.identity()));
        return ids.stream().map(id -> Objects.requireNonNull(known.get(id), id)).toList();
    }
}
