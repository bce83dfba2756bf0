package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.formula.Advantages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code t/teach}: one RLOO step of the teacher over the group of g sets. */
record TeacherUpdate(RunContext context, SoarSettings settings, int t) {
    /**
     * Updates the teacher; every completion of set k carries the advantage A[k], in two turns both of a question.
     *
     * @param teacher the committed teacher, with its optimizer state if it has taken a step
     */
    Journal.Output<UnitResult.Taught> run(
            Attempt attempt, Checkpoint teacher, UnitResult.Written written, List<Double> setRewards)
            throws InterruptedException {
        RoleSettings role = settings.teacher();
        double[] advantages = Advantages.leaveOneOut(setRewards.stream()
                .mapToDouble(reward -> role.rewardScale() * reward)
                .toArray());
        double learningRate = new Schedule(
                        role.learningRate(), role.warmup(), settings.outer().steps())
                .at(t);
        try (Trainer.Session session = context.trainer().open(session(attempt, teacher))) {
            StepReport report =
                    session.step(0, batch(written, advantages), learningRate, role.temperature(), role.loss());
            PolicyRef policy = session.checkpoint(attempt.name("teacher"));
            Checkpoint taught = new Checkpoint(policy, teacher.optimizerSteps() + (report.skipped() ? 0 : 1));
            List<Double> ofSets = Arrays.stream(advantages).boxed().toList();
            return Journal.Output.of(new UnitResult.Taught(taught, ofSets, learningRate, report));
        }
    }

    private List<TrainingSequence> batch(UnitResult.Written written, double[] advantages) {
        List<Completion> completions = context.completionFiles().load(written.completions());
        int perSet = completions.size() / settings.outer().sets();
        List<TrainingSequence> batch = new ArrayList<>();
        for (int i = 0; i < completions.size(); i++) {
            double advantage = advantages[i / perSet];
            batch.add(StudentBatch.sequence(
                    completions.get(i), advantage, settings.teacher().loss()));
        }
        return batch;
    }

    private TrainerSession session(Attempt attempt, Checkpoint teacher) {
        return new TrainerSession(
                attempt.name("session"),
                attempt.run(),
                attempt.fence(),
                new TrainerSession.Source.From(teacher.policy()),
                TrainerSession.OptimizerState.CHECKPOINT,
                settings.lora(),
                settings.adam(),
                null);
    }
}
