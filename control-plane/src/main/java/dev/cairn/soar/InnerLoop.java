package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A student's training. Each step samples, grades, subtracts the leave-one-out mean and updates once.
 *
 * <p>Used by the trials of the outer loop and by train runs, which differ only in questions, seeds and schedule.
 */
final class InnerLoop {
    private final RunContext context;
    private final SoarSettings settings;
    private final Attempt attempt;
    private final Batches batches;
    private final Seeds.Training seeds;
    private final Schedule schedule;
    private final List<Rollout> rollouts = new ArrayList<>();

    InnerLoop(
            RunContext context,
            SoarSettings settings,
            Attempt attempt,
            TrainingQuestions questions,
            Seeds.Training seeds,
            Schedule schedule) {
        this.context = context;
        this.settings = settings;
        this.attempt = attempt;
        this.batches = Batches.of(questions, seeds, settings.inner().questionsPerStep());
        this.seeds = seeds;
        this.schedule = schedule;
    }

    /**
     * Takes steps {@code first} to {@code end - 1} of the schedule in a session that has taken none.
     *
     * @param start the policy that the session holds now; the first step samples it directly, which saves publishing
     *     the same tensors again
     */
    List<UnitResult.InnerStep> run(Trainer.Session session, PolicyRef start, int first, int end)
            throws InterruptedException {
        return run(session, start, first, end, new Whole(first, end));
    }

    /**
     * The steps of a session, of which a part is taken.
     *
     * @param first its first step
     * @param end its last step plus 1, if it is not stopped early
     */
    record Whole(int first, int end) {}

    /** The same for a part of a session's steps. */
    List<UnitResult.InnerStep> run(Trainer.Session session, PolicyRef start, int first, int end, Whole whole)
            throws InterruptedException {
        List<UnitResult.InnerStep> steps = new ArrayList<>();
        PolicyRef policy = start;
        for (int step = first; step < end; step++) {
            attempt.progress().report(step - whole.first(), whole.end() - whole.first(), "training steps");
            List<List<GradedCompletion>> groups = sample(policy, step);
            UnitResult.InnerStep done =
                    train(session, step - whole.first(), step, StudentBatch.of(groups, settings.student(), session));
            steps.add(done);
            // A skipped step changes nothing, so the loaded version still equals the session's policy.
            if (step + 1 < end && !done.report().skipped()) {
                policy = session.publish(attempt.name("version/" + (step + 1)));
            }
        }
        return steps;
    }

    /** All completions sampled so far, with their advantages. */
    List<Rollout> rollouts() {
        return rollouts;
    }

    private List<List<GradedCompletion>> sample(PolicyRef policy, int step) throws InterruptedException {
        List<Problem> batch = batches.of(step);
        RoleSettings student = settings.student();
        Sampling sampling = new Sampling(student.temperature(), settings.inner().groupSize(), student.maxTokens());
        return new StudentSampler(context)
                .ask(attempt.name("step/" + step), policy, batch, slot -> seeds.sample(step, slot), sampling);
    }

    private UnitResult.InnerStep train(Trainer.Session session, int sequence, int step, StudentBatch batch)
            throws InterruptedException {
        double learningRate = schedule.at(step);
        RoleSettings student = settings.student();
        StepReport report =
                session.step(sequence, batch.sequences(), learningRate, student.temperature(), student.loss());
        rollouts.addAll(batch.rollouts(Rollout.Purpose.TRAIN, step));
        return new UnitResult.InnerStep(step, learningRate, batch.meanReward(), batch.correctShare(), report);
    }

    /** Number of steps that changed the policy. */
    static int countApplied(List<UnitResult.InnerStep> steps) {
        return (int) steps.stream().filter(step -> !step.report().skipped()).count();
    }
}
