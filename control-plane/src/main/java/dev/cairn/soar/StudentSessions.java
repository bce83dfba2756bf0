package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.TrainerSession;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.SoarSettings;
import org.jspecify.annotations.Nullable;

/** How trainer sessions of students are opened. */
final class StudentSessions {
    private StudentSessions() {}

    /** A copy of the baseline's tensors with zero moments. */
    static TrainerSession fresh(Attempt attempt, SoarSettings settings, PolicyRef baseline) {
        return from(attempt, settings, baseline, TrainerSession.OptimizerState.FRESH, baseline);
    }

    /** A student's tensors with the moments of its checkpoint. */
    static TrainerSession goingOn(Attempt attempt, SoarSettings settings, PolicyRef student, PolicyRef baseline) {
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

    /** Only a KL against the baseline needs it in the trainer's memory. */
    private static @Nullable PolicyRef reference(LossSettings loss, PolicyRef baseline) {
        boolean needed = loss.reference() == LossSettings.KlReference.BASELINE && loss.beta() > 0;
        return needed ? baseline : null;
    }
}
