package dev.cairn.runs.programs;

import dev.cairn.ids.RunId;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PortException;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.PromotedStudent;
import dev.cairn.results.TrainedStudents;
import java.util.List;
import java.util.Optional;

/** The results of finished runs, for later runs of their experiment. */
public interface RunResults {
    /** The halves of a screen run's hard set. */
    UnitResult.Split split(RunId screen);

    /** Student v0 of a screen, soar or train run: the base model as a zero adapter. */
    Checkpoint firstStudent(RunId run);

    /** The last promoted student of a soar run; student v0 if none was promoted. */
    Checkpoint promotedStudent(RunId soar);

    /**
     * All promoted students of a soar run, in the order of their promotions.
     *
     * @throws PortException (FIX_REQUEST) if the files of one were removed
     */
    List<PromotedStudent> promotedStudents(RunId soar);

    /** Optimizer steps between the base model and the student that was promoted last, skipped ones included. */
    int promotedSteps(RunId soar);

    /** The final student of a train run; student v0 if it took no step. */
    Checkpoint trainedStudent(RunId train);

    /** The students of a train run during its training. */
    TrainedStudents trainedStudents(RunId train);

    /** Teacher v0 of a soar run. */
    Checkpoint untrainedTeacher(RunId soar);

    /** The teacher of a soar run after its last update. */
    Checkpoint trainedTeacher(RunId soar);

    /** The teacher of a soar run after an outer step, from 1; empty if the run did not take it. */
    Optional<Checkpoint> teacherAfter(RunId soar, int outerStep);

    /** PQ of a soar run: the sets of its promoted students, in the order of the promotions; empty if no student was promoted. */
    List<UnitResult.WrittenQuestion> promotionQuestions(RunId soar);

    /** The questions of a sample run, in order. */
    List<UnitResult.WrittenQuestion> sampledQuestions(RunId sample);
}
