package dev.cairn.experiments;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.InvalidInputException;
import dev.cairn.events.Events;
import dev.cairn.experiments.taken.TakenRuns;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.Transactions;
import dev.cairn.spec.ExperimentSpec;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores and reads experiments and their runs; {@link RunControl} changes them. */
@Singleton
public final class ExperimentStore {
    private final JdbcRunner jdbc;
    private final ExperimentSql sql;
    private final SubmissionWriter writer;
    private final TakenRuns taken;

    public ExperimentStore(Transactions transactions, Events events, ObjectMapper json) {
        this.jdbc = transactions.jdbc();
        this.sql = new ExperimentSql(jdbc, json);
        this.writer = new SubmissionWriter(transactions, events, json);
        this.taken = new TakenRuns(jdbc, sql::run, sql::claimedRun, json);
    }

    /**
     * Stores an experiment with its runs, their dependencies and events in one transaction. If its idempotency key
     * already created an experiment, that one is returned.
     */
    public Experiment submit(Submission submission) {
        String key = submission.by().idempotencyKey();
        Optional<ExperimentId> made = key == null ? Optional.empty() : writer.createdWith(key);
        return find(made.orElseGet(
                        () -> writer.insert(submission, taken.of(submission.spec(), submission.problemSetId()))))
                .orElseThrow();
    }

    /** The experiment created by a submission with this idempotency key. */
    public Optional<Experiment> createdWith(String idempotencyKey) {
        return writer.createdWith(idempotencyKey).flatMap(this::find);
    }

    /** @throws InvalidInputException naming the pools that exist, if this one does not */
    public void requirePool(String pool) {
        jdbc.<@Nullable Void>call("reading pools", handle -> {
            Pools.require(handle, pool);
            return null;
        });
    }

    /**
     * Checks the runs that an experiment takes over.
     *
     * @return the experiment whose hard set it takes
     * @throws InvalidInputException if {@code screen.hardSet}, {@code screen.from} or {@code methods.soarFrom} names a run that
     *     this experiment cannot take over
     */
    public Optional<ExperimentId> checkTakenRuns(ExperimentSpec spec, long problemSetId) {
        return taken.screeningOf(spec, problemSetId);
    }

    public Optional<Experiment> find(ExperimentId id) {
        return sql.experiment(id);
    }

    public Optional<Run> run(RunId id) {
        return sql.run(id);
    }

    /** The experiments with these ids that exist, in the order of the list, without specs. */
    public List<Experiment> experiments(List<ExperimentId> ids) {
        return ordered(ids, sql.experiments(ids), Experiment::id);
    }

    /** The runs with these ids that exist, in the order of the list. */
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
     * @param cursor {@link Page#next} of the previous page
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public Page<Experiment> list(int limit, @Nullable String cursor) {
        return sql.list(limit, cursor);
    }

    /** What is needed to work on a claimed run. */
    public ClaimedRun claimedRun(RunId id) {
        return sql.claimedRun(id).orElseThrow(() -> new NoSuchElementException("there is no run " + id));
    }

    /** The run of an experiment with this name. */
    public Optional<RunId> runNamed(ExperimentId experiment, String name) {
        return sql.runNamed(experiment, name);
    }
}
