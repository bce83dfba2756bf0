package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import dev.cairn.settings.TrainSettings;
import java.util.List;

/**
 * A fresh student's RL run on real problems, on questions of a teacher, or on both, in segments of steps.
 *
 * <p>One optimizer and one schedule over the whole run; what a step samples follows from its number, so a run that
 * starts again after a segment resumes exactly.
 */
public final class TrainRun {
    private final RunContext context;
    private final TrainSettings train;
    private final SoarSettings settings;
    private final TrainingQuestions questions;

    public TrainRun(RunContext context, TrainSettings train, SoarSettings settings, TrainingQuestions questions) {
        this.context = context;
        this.train = train;
        this.settings = settings;
        this.questions = questions;
    }

    /** Returns the student after all steps, or student v0 if there are no steps. */
    public Checkpoint run() throws InterruptedException {
        Checkpoint fresh = new InitialPolicies(context, settings).student();
        Checkpoint student = fresh;
        int segments = (train.steps() + train.segmentSteps() - 1) / train.segmentSteps();
        for (int i = 0; i < segments; i++) {
            int first = i * train.segmentSteps();
            Checkpoint from = student;
            student = context.journal()
                    .once(Unit.segment(i), attempt -> segment(attempt, fresh, from, first))
                    .student();
        }
        return student;
    }

    private Journal.Output<UnitResult.Segment> segment(Attempt attempt, Checkpoint fresh, Checkpoint from, int first)
            throws InterruptedException {
        int end = Math.min(first + train.segmentSteps(), train.steps());
        Schedule schedule = new Schedule(settings.student().learningRate(), train.warmup(), train.steps());
        InnerLoop loop = new InnerLoop(
                context, settings, attempt, questions, context.seeds().train(), schedule);
        TrainerSession resumed = StudentSessions.resume(attempt, settings, from.policy(), fresh.policy());
        try (Trainer.Session session = context.trainer().open(resumed)) {
            List<UnitResult.InnerStep> steps = loop.run(session, from.policy(), first, end);
            PolicyRef policy = session.checkpoint(attempt.name("student"));
            Checkpoint student = new Checkpoint(policy, from.optimizerSteps() + InnerLoop.countApplied(steps));
            return new Journal.Output<>(new UnitResult.Segment(student, first, steps), loop.rollouts());
        }
    }
}
