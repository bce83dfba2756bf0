package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.Finding;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.SettingsCheck;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.decision.Gate;
import dev.cairn.soar.decision.Promotion;
import dev.cairn.soar.decision.QuestionGains;
import dev.cairn.soar.decision.Rewards;
import dev.cairn.soar.decision.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The outer loop of SOAR (arXiv 2601.18778): write, train students, promote, teach the teacher.
 *
 * <p>Each unit's result comes from the journal, so a restarted run replays the finished units and resumes after them.
 */
public final class SoarRun {
    private final RunContext context;
    private final SoarSettings settings;
    private final OuterSettings outer;
    private final Map<String, Problem> train;
    private final List<String> trainIds;
    private final int trialsInParallel;

    /**
     * Creates the run.
     *
     * @param train D_train
     * @param trialsInParallel number of student runs at a time, at least 1; results do not depend on it
     */
    public SoarRun(RunContext context, SoarSettings settings, List<Problem> train, int trialsInParallel) {
        this.context = context;
        this.settings = settings;
        this.outer = settings.outer();
        this.train = train.stream().collect(Collectors.toMap(Problem::id, Function.identity()));
        this.trainIds = train.stream().map(Problem::id).toList();
        this.trialsInParallel = trialsInParallel;
    }

    /** The lineage of students between two outer steps. */
    private record Lineage(Checkpoint baseline, Window window, int promotions) {}

    /** A step's decision, with the steps that its moving average is taken over. */
    private record Decided(UnitResult.Decision decision, Window window) {}

    /**
     * @throws PortException (FIX_REQUEST) if the settings contradict each other, or do not fit the number of problems
     */
    public SoarOutcome run() throws InterruptedException {
        String errors = Finding.errors(SettingsCheck.of(settings, trainIds.size()));
        if (!errors.isEmpty()) {
            throw new PortException(PortException.Remedy.FIX_REQUEST, errors);
        }
        UnitResult.Initial initial = new InitialPolicies(context, settings).both();
        Checkpoint teacher = Objects.requireNonNull(initial.teacher(), "a SOAR run starts with a teacher");
        Lineage lineage = new Lineage(initial.student(), Window.EMPTY, 0);
        for (int t = 0; t < outer.steps(); t++) {
            UnitResult.Written written = write(t, teacher);
            Decided decided = switch (outer.reward()) {
                case GROUNDED -> grounded(t, lineage, written);
                case LEARNABILITY -> decide(t, lineage, answers(t, lineage).learnabilities(questionSets(written)));
                case ALIGNMENT ->
                    decide(
                            t,
                            lineage,
                            answers(t, lineage).alignments(questionSets(written), problems(rewardQuestions(t))));
            };
            UnitResult.Decision decision = decided.decision();
            teacher = teach(t, teacher, written, decision).teacher();
            lineage = new Lineage(
                    decision.student(), decision.promoted() ? Window.EMPTY : decided.window(), decision.promotions());
        }
        Checkpoint student = lineage.baseline();
        return new SoarOutcome(lineage.promotions(), student, student.optimizerSteps(), teacher);
    }

    private Decided grounded(int t, Lineage lineage, UnitResult.Written written) throws InterruptedException {
        UnitResult.Baseline baseline = baseline(t, lineage);
        return promote(t, lineage, baseline, trials(t, lineage, written, baseline));
    }

    private UnitResult.Written write(int t, Checkpoint teacher) throws InterruptedException {
        return context.journal()
                .once(Unit.write(t), attempt -> new TeacherWriter(context, settings, attempt, t).write(teacher));
    }

    /** Draws Q_R, new in each step and without replacement, and scores the baseline on it. */
    private UnitResult.Baseline baseline(int t, Lineage lineage) throws InterruptedException {
        return context.journal().once(Unit.baseline(t), attempt -> {
            List<String> drawn = rewardQuestions(t);
            PolicyRef student = lineage.baseline().policy();
            GreedyAccuracy score = GreedyAccuracy.of(
                    context,
                    attempt.name("baseline"),
                    student,
                    problems(drawn),
                    slot -> context.seeds().baseline(t, slot),
                    settings.student().maxTokens());
            return new Journal.Output<>(
                    new UnitResult.Baseline(student, List.copyOf(drawn), score.correct()),
                    score.rollouts(Rollout.Purpose.BASELINE));
        });
    }

    private List<String> rewardQuestions(int t) {
        return EpochSampler.shuffled(trainIds, context.seeds().rewardQuestions(t))
                .subList(0, outer.rewardQuestions());
    }

    private List<UnitResult.Trial> trials(
            int t, Lineage lineage, UnitResult.Written written, UnitResult.Baseline baseline)
            throws InterruptedException {
        return new StudentTrials(
                        context,
                        settings,
                        t,
                        settings.inner().stepsAfter(lineage.promotions()),
                        lineage.baseline(),
                        baseline,
                        problems(baseline.problems()),
                        questionSets(written),
                        trialsInParallel)
                .run(lineage.window());
    }

    private Decided promote(int t, Lineage lineage, UnitResult.Baseline baseline, List<UnitResult.Trial> trials)
            throws InterruptedException {
        QuestionGains gains = QuestionGains.of(trials, baseline.correct(), outer.sets());
        UnitResult.Decision decision = context.journal().once(Unit.promote(t), attempt -> {
            Rewards rewards = Rewards.of(trials, outer.sets());
            Promotion promotion = Promotion.decide(
                    rewards,
                    gains,
                    lineage.window(),
                    Gate.of(settings),
                    context.seeds().promotion(t));
            UnitResult.Trial median = Rewards.find(trials, promotion.bestSet(), promotion.medianRepeat());
            return Journal.Output.of(new UnitResult.Decision(
                    rewards.perSet(),
                    rewards.mean(),
                    promotion.movingAverage(),
                    promotion.lowerBound(),
                    promotion.window().means(),
                    promotion.bestSet(),
                    promotion.medianRepeat(),
                    promotion.promoted(),
                    promotion.promoted() ? median.student() : lineage.baseline(),
                    lineage.promotions() + (promotion.promoted() ? 1 : 0)));
        });
        return new Decided(decision, lineage.window().after(decision.meanReward(), gains, outer.window()));
    }

    private AnswerRewards answers(int t, Lineage lineage) {
        return new AnswerRewards(context, settings, t, lineage.baseline().policy(), trialsInParallel);
    }

    /** Records the rewards of sets without students: nobody can be promoted. */
    private Decided decide(int t, Lineage lineage, List<Double> setRewards) throws InterruptedException {
        double mean = Rewards.mean(setRewards);
        Window window = lineage.window().after(mean, null, outer.window());
        UnitResult.Decision decision = context.journal()
                .once(
                        Unit.promote(t),
                        attempt -> Journal.Output.of(new UnitResult.Decision(
                                setRewards,
                                mean,
                                window.average(outer.window()),
                                null,
                                window.means(),
                                Rewards.firstLargest(setRewards),
                                null,
                                false,
                                lineage.baseline(),
                                lineage.promotions())));
        return new Decided(decision, window);
    }

    private UnitResult.Taught teach(int t, Checkpoint teacher, UnitResult.Written written, UnitResult.Decision decision)
            throws InterruptedException {
        TeacherUpdate update = new TeacherUpdate(context, settings, t);
        return context.journal()
                .once(Unit.teach(t), attempt -> update.run(attempt, teacher, written, rewardsForTeacher(t, decision)));
    }

    private List<Double> rewardsForTeacher(int t, UnitResult.Decision decision) {
        return switch (outer.teacherRewards()) {
            case MEASURED -> decision.setRewards();
            case STANDARDISED -> Rewards.standardised(decision.setRewards());
            case SHUFFLED ->
                EpochSampler.shuffled(decision.setRewards(), context.seeds().teacherRewards(t));
        };
    }

    private List<List<Problem>> questionSets(UnitResult.Written written) {
        return IntStream.range(0, outer.sets())
                .mapToObj(k -> questionSet(written, k))
                .toList();
    }

    /** X_k: questions {@code k*n} to {@code k*n + n - 1}, with ids {@code k.i}. */
    private List<Problem> questionSet(UnitResult.Written written, int k) {
        int n = outer.questions();
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    UnitResult.WrittenQuestion question = written.questions().get(k * n + i);
                    return new Problem(k + "." + i, question.question(), question.answer());
                })
                .toList();
    }

    private List<Problem> problems(List<String> ids) {
        return ids.stream().map(id -> Objects.requireNonNull(train.get(id), id)).toList();
    }
}
