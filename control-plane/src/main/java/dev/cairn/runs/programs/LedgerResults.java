package dev.cairn.runs.programs;

import dev.cairn.ids.RunId;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PortException;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.PromotedStudent;
import dev.cairn.results.ResultReader;
import dev.cairn.results.TeacherQuestions;
import dev.cairn.results.TrainedStudents;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Results from the ledger. */
@Singleton
record LedgerResults(ResultReader history, TeacherQuestions questions) implements RunResults {
    @Override
    public UnitResult.Split split(RunId screen) {
        List<String> train = history.hardSet(screen.value(), ResultReader.Half.TRAIN);
        List<String> test = history.hardSet(screen.value(), ResultReader.Half.TEST);
        return new UnitResult.Split(
                train, test, history.screening(screen.value()).size(), history.tooLong(screen.value()));
    }

    @Override
    public Checkpoint firstStudent(RunId run) {
        return required(history.initialStudent(run.value()), run);
    }

    @Override
    public Checkpoint promotedStudent(RunId soar) {
        return required(history.promotedStudent(soar.value()), soar);
    }

    @Override
    public List<PromotedStudent> promotedStudents(RunId soar) {
        List<PromotedStudent> students = history.promotedStudents(soar.value());
        for (PromotedStudent student : students) {
            if (!student.kept()) {
                throw new PortException(
                        PortException.Remedy.FIX_REQUEST,
                        "the files of the student that run " + soar + " promoted in outer step " + student.outerStep()
                                + " were removed by the rules for retention, so it cannot be compared with the others;"
                                + " clone the experiment with evaluate.promoted = LAST, or, if it did not take the run over,"
                                + " restart run " + soar);
            }
        }
        return students;
    }

    @Override
    public int promotedSteps(RunId soar) {
        return history.promotedSteps(soar.value());
    }

    @Override
    public Checkpoint trainedStudent(RunId train) {
        return required(history.trainedStudent(train.value()), train);
    }

    @Override
    public TrainedStudents trainedStudents(RunId train) {
        return history.trainedStudents(train.value());
    }

    @Override
    public Checkpoint untrainedTeacher(RunId soar) {
        return required(history.initialTeacher(soar.value()), soar);
    }

    @Override
    public Checkpoint trainedTeacher(RunId soar) {
        return required(history.trainedTeacher(soar.value()), soar);
    }

    @Override
    public Optional<Checkpoint> teacherAfter(RunId soar, int outerStep) {
        return history.teacherAfter(soar.value(), outerStep);
    }

    @Override
    public List<UnitResult.WrittenQuestion> promotionQuestions(RunId soar) {
        return questions.ofPromotions(soar.value());
    }

    @Override
    public List<UnitResult.WrittenQuestion> sampledQuestions(RunId sample) {
        return questions.sampled(sample.value());
    }

    private static Checkpoint required(Optional<Checkpoint> found, RunId run) {
        return found.orElseThrow(() -> new IllegalStateException("run " + run + " recorded no such policy"));
    }
}
