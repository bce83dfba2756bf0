package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;

/** {@code init}: creates teacher v0 and student v0, real adapters with B = 0. */
final class InitialPolicies {
    private final RunContext context;
    private final SoarSettings settings;

    InitialPolicies(RunContext context, SoarSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** Both policies, for the outer loop. */
    UnitResult.Initial both() throws InterruptedException {
        return context.journal().once(Unit.init(), attempt -> {
            Checkpoint teacher = make(attempt, "teacher", context.seeds().teacherAdapter());
            Checkpoint student = make(attempt, "student", context.seeds().studentAdapter());
            return Journal.Output.of(new UnitResult.Initial(teacher, student));
        });
    }

    /** Student v0 alone, for runs without a teacher. */
    Checkpoint student() throws InterruptedException {
        return context.journal()
                .once(Unit.init(), attempt -> {
                    Checkpoint student =
                            make(attempt, "student", context.seeds().studentAdapter());
                    return Journal.Output.of(new UnitResult.Initial(null, student));
                })
                .student();
    }

    private Checkpoint make(Attempt attempt, String role, long seed) throws InterruptedException {
        TrainerSession fresh = new TrainerSession(
                attempt.name("session/" + role),
                attempt.run(),
                attempt.fence(),
                new TrainerSession.Source.NewAdapter(seed),
                TrainerSession.OptimizerState.FRESH,
                settings.lora(),
                settings.adam(),
                null);
        try (Trainer.Session session = context.trainer().open(fresh)) {
            return new Checkpoint(session.checkpoint(attempt.name(role)), 0);
        }
    }
}
