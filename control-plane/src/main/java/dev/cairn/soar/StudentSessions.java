package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.TrainerSession;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.SoarSettings;
import org.jspecify.annotations.Nullable;

/** Describes trainer sessions for students. */
final class StudentSessions {
    private StudentSessions() {}

    /** Starts from a copy of the baseline's tensors, with zero optimizer moments. */
    static TrainerSession fresh(Attempt attempt, SoarSettings settings, PolicyRef baseline) {
        return from(attempt, settings, baseline, TrainerSession.OptimizerState.FRESH, baseline);
    }

    /** Resumes from a student's tensors and the optimizer moments of its checkpoint. */
    static TrainerSession resume(Attempt attempt, SoarSettings settings, PolicyRef student, PolicyRef baseline) {
        return from(attempt, settings, student, TrainerSession.OptimizerState.CHECKPOINT, baseline);
    }

    private static TrainerSession from(
            Attempt attempt,
            SoarSettings settings,
            PolicyRef policy,
            TrainerSession.OptimizerState optimizer,
            PolicyRef baseline) {
        return new TrainerSession(
                attempt.name("session"),
                attempt.run(),
                attempt.fence(),
                new TrainerSession.Source.From(policy),
                optimizer,
                settings.lora(),
                settings.adam(),
                reference(settings.student().loss(), baseline));
    }

    /** The baseline takes trainer memory only if the KL is measured against it. */
    private static @Nullable PolicyRef reference(LossSettings loss, PolicyRef baseline) {
        return loss.kl().needsBaseline() ? baseline : null;
    }
}
