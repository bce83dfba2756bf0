package dev.cairn.overview;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.overview.Overview.RunningExperiments;
import dev.cairn.overview.RunningExperiment.LastPromotion;
import dev.cairn.overview.RunningExperiment.WorkingRun;
import dev.cairn.queue.QueueView;
import dev.cairn.submissions.Outlooks;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the experiments in progress. */
@Singleton
final class Running {
    private static final int SHOWN = 10;

    private final JdbcRunner jdbc;
    private final ExperimentStore experiments;
    private final QueueView queue;
    private final Outlooks times;

    Running(JdbcRunner jdbc, ExperimentStore experiments, QueueView queue, Outlooks times) {
        this.jdbc = jdbc;
        this.experiments = experiments;
        this.queue = queue;
        this.times = times;
    }

    RunningExperiments newest() {
        List<ExperimentId> ids = jdbc.call(
                "reading what is in progress",
                handle -> handle.createQuery("""
                                select s.experiment_id from experiment_summary s join experiment e on e.id = s.experiment_id
                                where s.state in ('running', 'cancelling') and e.deleted_at is null
                                order by s.experiment_id desc""")
                        .mapTo(Long.class)
                        .map(ExperimentId::new)
                        .list());
        return new RunningExperiments(
                ids.size(),
                ids.stream()
                        .limit(SHOWN)
                        .flatMap(id -> experiments.find(id).stream())
                        .map(this::shown)
                        .toList());
    }

    private RunningExperiment shown(Experiment experiment) {
        List<Run> runs = experiment.latestRuns();
        List<WorkingRun> working = runs.stream()
                .filter(run -> run.state().isOwned())
                .map(Running::working)
                .toList();
        Integer promotions = experiment.promotions();
        return new RunningExperiment(
                experiment.id(),
                experiment.name(),
                experiment.preset(),
                experiment.owner(),
                experiment.state(),
                experiment.startedAt(),
                (int) runs.stream().filter(run -> run.state().isFinal()).count(),
                runs.size(),
                working,
                working.isEmpty() ? waiting(runs) : null,
                times.of(experiment).orElse(null),
                promotions,
                promotions == null || promotions == 0
                        ? null
                        : lastPromotion(experiment).orElse(null));
    }

    private static WorkingRun working(Run run) {
        return new WorkingRun(
                run.id(),
                run.name(),
                run.kind(),
                run.outerStepsDone(),
                run.outerSteps(),
                run.progress().stream()
                        .min(Comparator.comparing(Run.Progress::unit))
                        .orElse(null));
    }

    private @Nullable String waiting(List<Run> runs) {
        return runs.stream()
                .filter(run -> run.state() == RunState.QUEUED)
                .findFirst()
                .or(() -> runs.stream()
                        .filter(run -> run.state() == RunState.PAUSED)
                        .findFirst())
                .flatMap(run -> queue.find(run.id()))
                .map(queued -> queued.name() + ": " + queued.waitReason().message())
                .orElse(null);
    }

    private Optional<LastPromotion> lastPromotion(Experiment experiment) {
        return jdbc.call(
                "reading the last promotion",
                handle -> handle.createQuery("""
                                select p.run_id, p.t, p.best_set, p.median_repeat, p.moving_average, p.promotions, u.ended_at
                                from run r join promotion p on p.run_id = r.id
                                    join run_unit u on u.run_id = p.run_id and u.unit = p.unit
                                where r.experiment_id = :experiment and r.kind = 'soar' and p.promoted
                                order by r.id desc, p.t desc limit 1""")
                        .bind("experiment", experiment.id().value())
                        .map((row, context) -> new LastPromotion(
                                new RunId(row.getLong("run_id")),
                                row.getInt("t"),
                                row.getInt("best_set"),
                                row.getInt("median_repeat"),
                                row.getDouble("moving_average"),
                                row.getInt("promotions"),
                                Columns.instant(row, "ended_at")))
                        .findOne());
    }
}
