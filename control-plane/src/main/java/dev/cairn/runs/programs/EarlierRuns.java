package dev.cairn.runs.programs;

import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.PromotedStudent;
import dev.cairn.results.TrainedStudents;
import java.util.List;
import java.util.Optional;

/** The results of an experiment's runs, by name. */
final class EarlierRuns {
    private final ExperimentStore experiments;
    private final RunResults results;
    private final ExperimentId experiment;

    EarlierRuns(ExperimentStore experiments, RunResults results, ExperimentId experiment) {
        this.experiments = experiments;
        this.results = results;
        this.experiment = experiment;
    }

    UnitResult.Split split(String screen) {
        return results.split(named(screen));
    }

    int promotedSteps(String soar) {
        return results.promotedSteps(named(soar));
    }

    /** Finished outer steps. */
    int outerSteps(String soar) {
        Integer done = experiments.run(named(soar)).map(Run::outerStepsDone).orElse(null);
        return done == null ? 0 : done;
    }

    Checkpoint firstStudent(String run) {
        return results.firstStudent(named(run));
    }

    Checkpoint promotedStudent(String soar) {
        return results.promotedStudent(named(soar));
    }

    List<PromotedStudent> promotedStudents(String soar) {
        return results.promotedStudents(named(soar));
    }

    Checkpoint trainedStudent(String train) {
        return results.trainedStudent(named(train));
    }

    TrainedStudents trainedStudents(String train) {
        return results.trainedStudents(named(train));
    }

    Checkpoint untrainedTeacher(String soar) {
        return results.untrainedTeacher(named(soar));
    }

    Checkpoint trainedTeacher(String soar) {
        return results.trainedTeacher(named(soar));
    }

    /** Empty if the soar run did not take this outer step. */
    Optional<Checkpoint> teacherAfter(String soar, int outerStep) {
        return results.teacherAfter(named(soar), outerStep);
    }

    List<UnitResult.WrittenQuestion> promotionQuestions(String soar) {
        return results.promotionQuestions(named(soar));
    }

    List<UnitResult.WrittenQuestion> sampledQuestions(String sample) {
        return results.sampledQuestions(named(sample));
    }

    private RunId named(String name) {
        return experiments
                .runNamed(experiment, name)
                .orElseThrow(() -> new IllegalStateException("experiment " + experiment + " has no run named " + name));
    }
}
