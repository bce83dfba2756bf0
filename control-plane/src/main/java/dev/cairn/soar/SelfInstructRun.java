package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SampleSettings;
import dev.cairn.settings.SerlSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;

/** Questions that a student writes after hard problems and answers by majority, in blocks (SeRL, arXiv 2505.20347). */
public final class SelfInstructRun {
    private final RunContext context;
    private final SampleSettings sample;
    private final SerlSettings serl;
    private final SoarSettings settings;
    private final Checkpoint student;
    private final List<Problem> hard;

    /**
     * Creates the run.
     *
     * @param settings of the teacher for writing, of the student for answering
     * @param hard the hard train half, from which the examples are drawn
     */
    public SelfInstructRun(
            RunContext context,
            SampleSettings sample,
            SerlSettings serl,
            SoarSettings settings,
            Checkpoint student,
            List<Problem> hard) {
        this.context = context;
        this.sample = sample;
        this.serl = serl;
        this.settings = settings;
        this.student = student;
        this.hard = List.copyOf(hard);
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
            List<String> earlier =
                    questions.stream().map(UnitResult.WrittenQuestion::question).toList();
            questions.addAll(context.journal()
                    .once(Unit.sample(block), attempt -> block(attempt, block, earlier))
                    .questions());
        }
        return List.copyOf(questions);
    }

    private Journal.Output<UnitResult.Sampled> block(Attempt attempt, int block, List<String> earlier)
            throws InterruptedException {
        Oversampling wanted =
                new Oversampling(1, sample.questionsOf(block), settings.outer().maxAttempts());
        SelfWriter writer = new SelfWriter(context, serl, settings, block, hard, earlier);
        return new SelfQuestions(context, serl, settings, attempt, block, wanted, writer)
                .collect(student, block * sample.blockQuestions());
    }
}
