package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SampleSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;

/** Questions of a teacher outside the outer loop, in blocks (paper: the questions of Grounded-T and Base-T). */
public final class SampleRun {
    private final RunContext context;
    private final SampleSettings sample;
    private final SoarSettings settings;
    private final Checkpoint teacher;

    /** @param settings the teacher's sampling, and the length of students' answers */
    public SampleRun(RunContext context, SampleSettings sample, SoarSettings settings, Checkpoint teacher) {
        this.context = context;
        this.sample = sample;
        this.settings = settings;
        this.teacher = teacher;
    }

    /**
     * Returns all questions in order.
     *
     * @throws PortException (FIX_REQUEST) if too many completions are rejected
     */
    public List<UnitResult.WrittenQuestion> run() throws InterruptedException {
        List<UnitResult.WrittenQuestion> questions = new ArrayList<>();
        for (int b = 0; b < sample.blocks(); b++) {
            int block = b;
            questions.addAll(context.journal()
                    .once(Unit.sample(block), attempt -> block(attempt, block))
                    .questions());
        }
        return List.copyOf(questions);
    }

    private static TeacherTurns.RequestSeeds seeds(Seeds seeds, int block) {
        return new TeacherTurns.RequestSeeds() {
            @Override
            public long write(int k, int round) {
                return seeds.sample(block, round);
            }

            @Override
            public long answer(int k, int round, int sample) {
                return seeds.sampleAnswer(block, round, sample);
            }
        };
    }

    private Journal.Output<UnitResult.Sampled> block(Attempt attempt, int block) throws InterruptedException {
        QuestionSampler sampler = new QuestionSampler(
                context,
                settings,
                attempt,
                new Oversampling(1, sample.questionsOf(block), settings.outer().maxAttempts()),
                seeds(context.seeds(), block));
        CollectedQuestions found = sampler.sample(teacher, block * sample.blockQuestions());
        return new Journal.Output<>(
                new UnitResult.Sampled(found.questions(), found.rejected(), found.attempts(), found.counts(), null),
                found.rollouts());
    }
}
