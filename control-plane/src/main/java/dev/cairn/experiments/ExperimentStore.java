package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Experiments and their runs: submitted, listed, read, cancelled. */
public final class ExperimentStore {
    private final Transactions transactions;
    private final ExperimentSql sql;
    private final RunChanges changes;
    private final Events events;
    private final ObjectMapper json;

    public ExperimentStore(
            DataSource database, Transactions transactions, RunChanges changes, Events events, ObjectMapper json) {
        this.transactions = transactions;
        this.sql = new ExperimentSql(database, json);
        this.changes = changes;
        this.events = events;
        this.json = json;
    }

    /**
     * Accepts an experiment: it, its runs, their dependencies and events in one transaction.
     *
     * @param runs in an order in which every run stands after those it depends on
     */
    public Experiment submit(ExperimentSpec spec, @Nullable String preset, long problemSetId, List<PlannedRun> runs) {
        return submit(spec, preset, Tags.NONE, problemSetId, runs);
    }

    /** The same, with tags. */
    public Experiment submit(
            ExperimentSpec spec, @Nullable String preset, Tags tags, long problemSetId, List<PlannedRun> runs) {
        ExperimentId id = transactions.call(session -> {
            ExperimentRow experiment = new ExperimentRepository_(session)
                    .insert(new ExperimentRow(spec.name(), preset, spec.seed(), write(spec), write(tags.byKey()), problemSetId));
            if (experiment.id == null) {
                throw new IllegalStateException("the database gave the experiment no id");
            }
            ExperimentId experimentId = new ExperimentId(experiment.id);
            RunRepository repository = new RunRepository_(session);
            Map<String, Long> numbers = new HashMap<>();
            for (int ordinal = 0; ordinal < runs.size(); ordinal++) {
                PlannedRun planned = runs.get(ordinal);
                RunState state = RunTransitions.initial(planned.dependsOn().size());
                RunRow run = repository.insert(
                        new RunRow(experimentId.value(), ordinal, planned, write(planned.plan()), state));
                numbers.put(planned.name(), run.number());
                session.doWork(connection -> {
                    for (String dependency : planned.dependsOn()) {
                        depend(connection, run.number(), number(numbers, planned, dependency));
                    }
                    events.runState(connection, experimentId, new RunId(run.number()), planned.name(), state, null);
                });
            }
            return experimentId;
        });
        return find(id).orElseThrow();
    }

    public Optional<Experiment> find(ExperimentId id) {
        return sql.experiment(id);
    }

    public Optional<Run> run(RunId id) {
        return sql.run(id);
    }

    /** Those of the experiments that exist, in the order of their ids in the list, without specs. */
    public List<Experiment> experiments(List<ExperimentId> ids) {
        return ordered(ids, sql.experiments(ids), Experiment::id);
    }

    /** Those of the runs that exist, in the order of their ids in the list. */
    public List<Run> runs(List<RunId> ids) {
        return ordered(ids, sql.runs(ids), Run::id);
    }

    private static <I, T> List<T> ordered(List<I> ids, List<T> found, Function<T, I> id) {
        Map<I, T> byId = new HashMap<>();
        found.forEach(item -> byId.put(id.apply(item), item));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    /**
     * Newest first.
     *
     * @param cursor {@link Page#next} of the page before
     * @throws IllegalArgumentException if the cursor is not one
     */
    public Page<Experiment> list(int limit, @Nullable String cursor) {
        return sql.list(limit, cursor);
    }

    /** Asks all open runs of an experiment to stop; empty if there is no such experiment. */
    public Optional<Experiment> cancel(ExperimentId id) {
        for (RunId run : sql.openRuns(id)) {
            cancelRun(run);
        }
        return find(id);
    }

    /** Asks a run to stop; those that depend on it are cancelled with it. Empty if there is no such run. */
    public Optional<Run> cancelRun(RunId id) {
        sql.inTransaction(connection -> changes.cancel(connection, id, "cancelled by request"));
        return run(id);
    }

    /** What a claimed run has to do. */
    public RunOrder order(RunId id) {
        return sql.order(id).orElseThrow(() -> new NoSuchElementException("there is no run " + id));
    }

    /** The run of an experiment by its name. */
    public Optional<RunId> runNamed(ExperimentId experiment, String name) {
        OptionalLong number = sql.runNamed(experiment, name);
        return number.isPresent() ? Optional.of(new RunId(number.getAsLong())) : Optional.empty();
    }

    private static long number(Map<String, Long> numbers, PlannedRun planned, String dependency) {
        Long number = numbers.get(dependency);
        if (number == null) {
            throw new IllegalArgumentException(
                    "run " + planned.name() + " depends on " + dependency + ", which does not stand before it");
        }
        return number;
    }

    private static void depend(Connection connection, long run, long dependsOn) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into run_dependency (run_id, depends_on) values (?, ?)")) {
            insert.setLong(1, run);
            insert.setLong(2, dependsOn);
            insert.executeUpdate();
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
