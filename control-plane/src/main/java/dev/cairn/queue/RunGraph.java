package dev.cairn.queue;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows which runs of an experiment depend on which, and why those that wait are waiting. */
@Singleton
public final class RunGraph {
    private final JdbcRunner jdbc;
    private final QueueView queue;

    public RunGraph(JdbcRunner jdbc, QueueView queue) {
        this.jdbc = jdbc;
        this.queue = queue;
    }

    /**
     * A run among those of its experiment.
     *
     * @param dependsOn the runs that must have succeeded before it starts
     * @param waitReason why it is not running; absent unless it is queued, paused or waits for other runs
     */
    public record GraphRun(
            RunId id, List<RunId> dependsOn, @Nullable WaitReason waitReason) {}

    /** Every run of an experiment, in the order of creation. */
    public List<GraphRun> of(ExperimentId experiment) {
        Map<RunId, List<RunId>> dependencies = dependencies(experiment);
        Map<RunId, QueuedRun> waiting = queue.find(List.copyOf(dependencies.keySet())).stream()
                .collect(Collectors.toMap(QueuedRun::id, Function.identity()));
        return dependencies.entrySet().stream()
                .map(run -> new GraphRun(
                        run.getKey(),
                        List.copyOf(run.getValue()),
                        waiting.containsKey(run.getKey())
                                ? waiting.get(run.getKey()).waitReason()
                                : null))
                .toList();
    }

    private Map<RunId, List<RunId>> dependencies(ExperimentId experiment) {
        Map<RunId, List<RunId>> dependencies = new LinkedHashMap<>();
        jdbc.call(
                        "reading the dependencies of experiment " + experiment,
                        handle -> handle.createQuery("""
                                select r.id, d.depends_on from experiment e join run r on r.experiment_id = e.id
                                    left join run_dependency d on d.run_id = r.id
                                where e.id = :experiment and e.deleted_at is null order by r.ordinal, d.depends_on""")
                                .bind("experiment", experiment.value())
                                .map((row, context) ->
                                        new Edge(row.getLong("id"), row.getObject("depends_on", Long.class)))
                                .list())
                .forEach(edge -> {
                    List<RunId> of = dependencies.computeIfAbsent(new RunId(edge.run()), any -> new ArrayList<>());
                    if (edge.on() != null) {
                        of.add(new RunId(edge.on()));
                    }
                });
        return dependencies;
    }

    private record Edge(long run, @Nullable Long on) {}
}
