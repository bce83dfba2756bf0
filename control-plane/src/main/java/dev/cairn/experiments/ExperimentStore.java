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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Experiments and their runs: submitted, listed, read, cancelled. */
public final class ExperimentStore {
    private final Transactions transactions;
    private final ExperimentSql sql;
    private final RunChanges changes;
    private final Events events;
    private final RunCopies copies;
    private final ObjectMapper json;

    public ExperimentStore(
            DataSource database, Transactions transactions, RunChanges changes, Events events, ObjectMapper json) {
        this.transactions = transactions;
        this.sql = new ExperimentSql(database, json);
        this.changes = changes;
        this.events = events;
        this.copies = new RunCopies(events);
        this.json = json;
    }

    /**
     * Accepts an experiment: it, its runs, their dependencies and events in one transaction. If its idempotency key has made
     * one already, that is returned.
     */
    public Experiment submit(Submission submission) {
        String key = submission.by().idempotencyKey();
        Optional<ExperimentId> made = key == null ? Optional.empty() : sql.withKey(key);
        return find(made.orElseGet(() -> insert(submission))).orElseThrow();
    }

    private ExperimentId insert(Submission submission) {
        ExperimentSpec spec = submission.spec();
        requirePool(spec.queue().pool());
        return transactions.call(session -> {
            ExperimentId clonedFrom = submission.clonedFrom();
            var row = new ExperimentRow(
                    spec.name(),
                    submission.preset(),
                    spec.seed(),
                    write(spec),
                    write(submission.tags().byKey()),
                    submission.problemSetId(),
                    submission.by().owner(),
                    clonedFrom == null ? null : clonedFrom.value());
            row.idempotencyKey = submission.by().idempotencyKey();
            ExperimentRow experiment = new ExperimentRepository_(session).insert(row);
            if (experiment.id == null) {
                throw new IllegalStateException("the database gave the experiment no id");
            }
            ExperimentId experimentId = new ExperimentId(experiment.id);
            RunRepository repository = new RunRepository_(session);
            Map<String, Long> numbers = new HashMap<>();
            for (int ordinal = 0; ordinal < submission.runs().size(); ordinal++) {
                PlannedRun planned = submission.runs().get(ordinal);
                RunState state = RunTransitions.initial(planned.dependsOn().size());
                RunRow run = repository.insert(new RunRow(
                        experimentId.value(),
                        ordinal,
                        planned,
                        write(planned.plan()),
                        state,
                        submission.by().owner(),
                        spec.queue()));
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
    }

    /** @throws InvalidSpecException naming the pools there are */
    public void requirePool(String pool) {
        List<String> pools = sql.pools();
        if (!pools.contains(pool)) {
            throw new InvalidSpecException(
                    List.of(new FieldError("queue.pool", "there is no pool '" + pool + "'", String.join(", ", pools))));
        }
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

    /** Its runs that have not ended. */
    public List<RunId> openRuns(ExperimentId id) {
        return sql.openRuns(id);
    }

    /** Asks all open runs of an experiment to stop; empty if there is no such experiment. */
    public Optional<Experiment> cancel(ExperimentId id) {
        sql.openRuns(id).forEach(this::cancelRun);
        return find(id);
    }

    /** Asks all open runs of an experiment to wait until they are resumed. */
    public Optional<Experiment> pause(ExperimentId id) {
        return each(id, run -> !run.state().isFinal() && run.state() != RunState.CANCELLING, this::pauseRun);
    }

    /** Lets all paused runs of an experiment go on. */
    public Optional<Experiment> resume(ExperimentId id) {
        return each(id, run -> run.state() == RunState.PAUSED || run.state() == RunState.PAUSING, this::resumeRun);
    }

    /**
     * Makes new runs of those that failed or were cancelled.
     *
     * @throws RefusedException if there are none
     */
    public Optional<Experiment> retry(ExperimentId id) {
        Optional<Experiment> experiment = find(id);
        if (experiment.isEmpty()) {
            return experiment;
        }
        boolean any = false;
        // A retry makes new runs of what was cancelled because of it, so what is left is asked for anew each time.
        for (Optional<Run> next = retryable(experiment.get());
                next.isPresent();
                next = retryable(find(id).orElseThrow())) {
            retryRun(next.get().id());
            any = true;
        }
        if (!any) {
            throw new RefusedException("experiment " + id + " has no run that failed or was cancelled");
        }
        return find(id);
    }

    private static Optional<Run> retryable(Experiment experiment) {
        return ExperimentViews.latest(experiment.runs()).stream()
                .filter(run -> run.state() == RunState.FAILED || run.state() == RunState.CANCELLED)
                .findFirst();
    }

    private Optional<Experiment> each(ExperimentId id, Predicate<Run> which, Consumer<RunId> change) {
        find(id).ifPresent(experiment ->
                experiment.runs().stream().filter(which).map(Run::id).forEach(change));
        return find(id);
    }

    /** Asks a run to stop; those that depend on it are cancelled with it. Empty if there is no such run. */
    public Optional<Run> cancelRun(RunId id) {
        sql.inTransaction(connection -> changes.cancel(connection, id, "cancelled by request"));
        return run(id);
    }

    /**
     * Asks a run to wait until it is resumed; a running one stops at the edge of the units under way and loses nothing.
     *
     * @throws RefusedException if it has ended
     */
    public Optional<Run> pauseRun(RunId id) {
        sql.inTransaction(connection -> changes.pause(connection, id, "paused by request"));
        return run(id);
    }

    /**
     * Lets a paused run go on.
     *
     * @throws RefusedException if it has ended
     */
    public Optional<Run> resumeRun(RunId id) {
        sql.inTransaction(connection -> changes.resume(connection, id));
        return run(id);
    }

    /**
     * A new run that goes on where a failed or cancelled one stopped, with new runs of what was cancelled because of it.
     *
     * @throws RefusedException if it is neither
     */
    public Optional<Run> retryRun(RunId id) {
        return copied(id, RunCopies.Kind.RETRY);
    }

    /**
     * A new run from scratch with the settings and seed of one that has ended, and new runs of all that depend on it.
     *
     * @throws RefusedException if it has not ended
     */
    public Optional<Run> restartRun(RunId id) {
        return copied(id, RunCopies.Kind.RESTART);
    }

    private Optional<Run> copied(RunId id, RunCopies.Kind kind) {
        if (run(id).isEmpty()) {
            return Optional.empty();
        }
        return run(sql.inTransaction(connection -> {
            RunId copy = copies.copy(connection, id, kind);
            changes.queueIfReady(connection, copy);
            return copy;
        }));
    }

    /**
     * Changes where and when a run is carried out, while nobody owns it.
     *
     * @throws RevisionMismatchException if it is not as the caller expects it
     * @throws RefusedException if somebody does, or it has ended
     */
    public Optional<Run> requeueRun(RunId id, RunEdit edit, ExpectedRevision expected) {
        if (edit.pool() != null) {
            requirePool(edit.pool());
        }
        sql.inTransaction(connection -> {
            Optional<RunState> state = changes.locked(connection, id);
            if (state.isPresent()) {
                if (!expected.allows(ExperimentEdits.revisionOf(connection, id).orElseThrow())) {
                    throw new RevisionMismatchException(id);
                }
                edit.apply(connection, id, state.get());
            }
            return id;
        });
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

    static void depend(Connection connection, long run, long dependsOn) throws SQLException {
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
