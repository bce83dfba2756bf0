package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.SoarSettings;

/** {@code t/write}: the teacher's g*n questions of an outer step. */
final class TeacherWriter {
    private final QuestionSampler sampler;

    TeacherWriter(RunContext context, SoarSettings settings, Attempt attempt, int t) {
        OuterSettings outer = settings.outer();
        this.sampler = new QuestionSampler(
                context,
                settings,
                attempt,
                new Oversampling(outer.sets(), outer.questions(), outer.maxAttempts()),
                (k, round) -> context.seeds().write(t, k, round));
    }

    Journal.Output<UnitResult.Written> write(Checkpoint teacher) throws InterruptedException {
        return sampler.sample(teacher);
    }
}
