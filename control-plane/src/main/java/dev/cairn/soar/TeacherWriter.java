package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Journal;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.SoarSettings;

/** {@code t/write}: the teacher's g*n questions of an outer step. */
final class TeacherWriter {
    private final RunContext context;
    private final Attempt attempt;
    private final QuestionSampler sampler;

    TeacherWriter(RunContext context, SoarSettings settings, Attempt attempt, int t) {
        OuterSettings outer = settings.outer();
        this.context = context;
        this.attempt = attempt;
        this.sampler = new QuestionSampler(
                context,
                settings,
                attempt,
                new Oversampling(outer.sets(), outer.questions(), outer.maxAttempts()),
                seeds(context.seeds(), t));
    }

    private static TeacherTurns.RequestSeeds seeds(Seeds seeds, int t) {
        return new TeacherTurns.RequestSeeds() {
            @Override
            public long write(int k, int round) {
                return seeds.write(t, k, round);
            }

            @Override
            public long answer(int k, int round, int sample) {
                return seeds.writeAnswer(t, k, round, sample);
            }
        };
    }

    Journal.Output<UnitResult.Written> write(Checkpoint teacher) throws InterruptedException {
        CollectedQuestions written = sampler.sample(teacher, 0);
        CompletionFiles.Stored stored =
                context.completionFiles().save(attempt.name("completions"), written.completions());
        return new Journal.Output<>(
                new UnitResult.Written(
                        written.questions(), stored, written.rejected(), written.attempts(), written.counts()),
                written.rollouts());
    }
}
