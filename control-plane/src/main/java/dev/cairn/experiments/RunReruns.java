package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Creates new runs for one that has ended and for those that depend on it. A retry inherits the finished units, a
 * restart starts from scratch.
 */
final class RunReruns {
    private final Events events;

    RunReruns(Events events) {
        this.events = events;
    }

    /** What a new run inherits. */
    enum Kind {
        /** All finished units, so that it resumes where the old run stopped. */
        RETRY,
        /** Only settings and seed. */
        RESTART;

        String wireName() {
            return this == RETRY ? "retried" : "restarted";
        }
    }

    private record Original(RunId id, ExperimentId experiment, String name, RunState state, int generation) {}

    /**
     * Creates the new runs, and returns that of the given run.
     *
     * @throws RefusedException if the state of the run, or of one that depends on it, does not allow it
     */
    RunId copy(Handle handle, RunId run, Kind kind) {
        requireUnarchived(handle, run);
        List<Original> originals = withDependents(handle, run);
        Original first = originals.getFirst();
        requireEnded(first, kind);
        requireNewest(handle, first);
        Map<RunId, RunId> copies = new LinkedHashMap<>();
        for (Original original : originals) {
            if (original.equals(first) || isToCopy(original, kind)) {
                copies.put(original.id(), insert(handle, original, kind));
            }
        }
        for (Original original : originals) {
            RunId copy = copies.get(original.id());
            if (copy != null) {
                begin(handle, original, copy, copies, kind);
            }
        }
        return copies.values().iterator().next();
    }

    private static void requireUnarchived(Handle handle, RunId run) {
        if (!ExperimentLock.shared(handle, run)) {
            throw new RefusedException("the experiment of run " + run + " was deleted");
        }
        handle.createQuery("""
                        select e.id from experiment e join run r on r.experiment_id = e.id
                        where r.id = :run and e.archived_at is not null""")
                .bind("run", run.value())
                .mapTo(Long.class)
                .findOne()
                .ifPresent(archived -> {
                    throw new RefusedException("experiment " + archived + " is archived; unarchive it first");
                });
    }

    private static void requireEnded(Original run, Kind kind) {
        boolean fits = switch (kind) {
            case RETRY -> run.state() == RunState.FAILED || run.state() == RunState.CANCELLED;
            case RESTART -> run.state().isFinal();
        };
        if (!fits) {
            throw new RefusedException(
                    "run " + run.id() + " (" + run.state().wireName() + ") can't be " + kind.wireName()
                            + "; only runs that "
                            + (kind == Kind.RETRY ? "failed or were cancelled" : "have ended") + " can");
        }
    }

    private static boolean isToCopy(Original dependent, Kind kind) {
        if (!dependent.state().isFinal()) {
            throw new RefusedException("run " + dependent.id() + " (" + dependent.name() + ") depends on it and is "
                    + dependent.state().wireName() + "; cancel that one first");
        }
        return kind == Kind.RESTART || dependent.state() == RunState.CANCELLED;
    }

    private static void requireNewest(Handle handle, Original run) {
        Optional<Long> newer = handle.createQuery("""
                        select id from run where experiment_id = :experiment and name = :name
                            and generation > :generation
                        order by generation desc limit 1""")
                .bind("experiment", run.experiment().value())
                .bind("name", run.name())
                .bind("generation", run.generation())
                .mapTo(Long.class)
                .findOne();
        if (newer.isPresent()) {
            throw new RefusedException("run " + run.id() + " was already retried or restarted, as run " + newer.get());
        }
    }

    /**
     * Locks the run and the newest of every run that depends on it, and returns them in the order in which they can
     * start.
     */
    private static List<Original> withDependents(Handle handle, RunId run) {
        return handle.createQuery("""
                        with recursive tree as (
                            select :run::bigint as id
                            union select d.run_id from run_dependency d join tree t on d.depends_on = t.id)
                        select r.id, r.experiment_id, r.name, r.state, r.generation
                        from run r join tree t on t.id = r.id
                        where r.id = :run or not exists (select 1 from run n where n.experiment_id = r.experiment_id
                            and n.name = r.name and n.generation > r.generation)
                        order by r.id <> :run, r.ordinal for no key update of r""")
                .bind("run", run.value())
                .map((row, context) -> new Original(
                        new RunId(row.getLong("id")),
                        new ExperimentId(row.getLong("experiment_id")),
                        row.getString("name"),
                        RunState.of(row.getString("state")),
                        row.getInt("generation")))
                .list();
    }

    /** One that took over a run of another experiment inherits it again, whatever is done. */
    private static boolean inherits(Handle handle, Original original, Kind kind) {
        return kind == Kind.RETRY || InheritedUnits.areOfAnotherExperiment(handle, original.id());
    }

    private static RunId insert(Handle handle, Original original, Kind kind) {
        return handle.createQuery("""
                        insert into run (experiment_id, ordinal, name, kind, settings, seed, state, owner, pool, priority,
                            training_slots, generation, previous, inherits)
                        select experiment_id,
                            (select max(ordinal) + 1 from run o where o.experiment_id = r.experiment_id),
                            name, kind, settings, seed, 'waiting', owner, pool, priority, training_slots, generation + 1, id,
                            :inherits
                        from run r where id = :run returning id""")
                .bind("inherits", inherits(handle, original, kind))
                .bind("run", original.id().value())
                .mapTo(Long.class)
                .map(RunId::new)
                .one();
    }

    private void begin(Handle handle, Original original, RunId copy, Map<RunId, RunId> copies, Kind kind) {
        for (Dependency dependency : dependencies(handle, original.id())) {
            // See Dependents.lockDependencies.
            handle.execute(
                    "select 1 from run where id = ? for share", dependency.on().value());
        }
        for (Dependency dependency : dependencies(handle, original.id())) {
            @Nullable RunId copied = copies.get(dependency.on());
            if (copied == null && dependency.state().isFinal() && dependency.state() != RunState.SUCCEEDED) {
                throw new RefusedException(
                        "run " + original.id() + " depends on run " + dependency.on() + " (" + dependency.name()
                                + "), which is " + dependency.state().wireName() + "; retry or restart that one");
            }
            Optional<String> missing = copied == null && dependency.endedByBudget()
                    ? Dependents.missingResult(handle, dependency.on())
                    : Optional.empty();
            if (missing.isPresent()) {
                throw new RefusedException("run " + original.id() + " depends on run " + dependency.on() + " ("
                        + dependency.name() + "), which exhausted its budget before it had " + missing.get()
                        + "; clone the experiment with a larger budget");
            }
            SubmissionWriter.insertDependency(
                    handle, copy.value(), (copied == null ? dependency.on() : copied).value());
        }
        if (dependencies(handle, original.id()).stream().noneMatch(on -> copies.containsKey(on.on()))) {
            StartingStudents.require(handle, original.id());
        }
        events.runState(handle, copy);
        if (kind == Kind.RETRY) {
            requireFiles(handle, original.id());
        }
        if (inherits(handle, original, kind)) {
            InheritedUnits.copy(handle, original.id(), copy);
        }
    }

    /** Checks that the files exist: those of an unfinished outer step are deleted some days after their run ended. */
    private static void requireFiles(Handle handle, RunId run) {
        Optional<String> step = handle.createQuery("""
                        select split_part(u.unit, '/', 2) from run_unit u
                        join artifact a on a.run_id = coalesce(u.inherited_from, u.run_id) and a.unit = u.unit
                        where u.run_id = :run and a.removed_at is not null
                            and (u.unit like 't/%/trial/%' or a.kind = 'completions')
                            and not exists (select from run_unit done where done.run_id = u.run_id
                                and done.unit = 't/' || split_part(u.unit, '/', 2) || '/teach')
                        limit 1""")
                .bind("run", run.value())
                .mapTo(String.class)
                .findOne();
        if (step.isPresent()) {
            throw new RefusedException("run " + run + " ended long ago: files that its unfinished outer step "
                    + step.get() + " needs were removed to save space, so it can't resume; restart it");
        }
    }

    /** A run that another one depends on, replaced by the newest of its name. */
    private record Dependency(
            RunId on, String name, RunState state, @Nullable String reason) {
        /** Whether the budget ended the run: only then has a succeeded run a reason. */
        boolean endedByBudget() {
            return state == RunState.SUCCEEDED && reason != null;
        }
    }

    private static List<Dependency> dependencies(Handle handle, RunId run) {
        return handle.createQuery("""
                        select n.id, n.name, n.state, n.reason from run_dependency d join run r on r.id = d.depends_on
                        join lateral (select * from run x where x.experiment_id = r.experiment_id and x.name = r.name
                            order by x.generation desc limit 1) n on true
                        where d.run_id = :run order by n.ordinal""")
                .bind("run", run.value())
                .map((row, context) -> new Dependency(
                        new RunId(row.getLong("id")),
                        row.getString("name"),
                        RunState.of(row.getString("state")),
                        row.getString("reason")))
                .list();
    }
}
