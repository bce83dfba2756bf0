package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Applies one verb to many runs. Each run is changed on its own; those left unchanged are reported with the reason. */
@Singleton
public final class BulkControl {
    private final ExperimentStore experiments;
    private final RunControl control;
    private final JdbcRunner jdbc;

    public BulkControl(JdbcRunner jdbc, ExperimentStore experiments, RunControl control) {
        this.experiments = experiments;
        this.control = control;
        this.jdbc = jdbc;
    }

    /** A run that was left unchanged. */
    public record SkippedRun(RunId runId, String reason) {}

    /**
     * The outcome.
     *
     * @param before states of the changed runs before the change
     * @param unchanged runs that already were in the requested state
     * @param refused runs whose state does not allow it
     */
    public record Outcome(Map<RunId, RunState> before, List<SkippedRun> unchanged, List<SkippedRun> refused) {
        /** The runs that were changed, or would be. */
        public List<RunId> changed() {
            return List.copyOf(before.keySet());
        }
    }

    /** Changes every run that can be changed. */
    public Outcome apply(RunVerb verb, List<RunId> runs) {
        return outcome(
                verb,
                runs,
                run -> changed(verb, run),
                ids -> jdbc.call("reading runs", handle -> retried(handle, ids)));
    }

    private Optional<String> changed(RunVerb verb, RunId run) {
        try {
            switch (verb) {
                case CANCEL -> control.cancel(run);
                case PAUSE -> control.pause(run);
                case RESUME -> control.resume(run);
                case RETRY -> control.retry(run);
            }
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The outcome that {@link #apply} would have now. */
    public Outcome preview(RunVerb verb, List<RunId> runs) {
        if (verb != RunVerb.RETRY) {
            return outcome(verb, runs, run -> Optional.empty(), ids -> Set.of());
        }
        // Whether a run can be retried depends on others, and on what was retried before it: so it is done and rolled
        // back.
        return jdbc.rolledBack(
                "trying a retry",
                handle -> outcome(verb, runs, run -> retried(handle, run), ids -> retried(handle, ids)));
    }

    /**
     * @param change changes one run; returns the reason if it was refused
     * @param retried keeps those of the given runs that have a newer run of the same name
     */
    private Outcome outcome(
            RunVerb verb,
            List<RunId> runs,
            Function<RunId, Optional<String>> change,
            Function<Collection<RunId>, Set<RunId>> retried) {
        Map<RunId, RunState> states = states(runs);
        Set<RunId> earlier = retried.apply(states.keySet());
        Map<RunId, RunState> changed = new LinkedHashMap<>();
        List<SkippedRun> unchanged = new ArrayList<>();
        List<SkippedRun> refused = new ArrayList<>();
        Map<RunId, String> tried = new LinkedHashMap<>();
        states.forEach((run, state) -> {
            switch (verb.effectOn(run, state)) {
                case RunVerb.Effect.Changes() ->
                    change.apply(run).ifPresentOrElse(reason -> tried.put(run, reason), () -> changed.put(run, state));
                case RunVerb.Effect.Unchanged(String reason) -> unchanged.add(new SkippedRun(run, reason));
                case RunVerb.Effect.Refused(String reason) -> refused.add(new SkippedRun(run, reason));
            }
        });
        if (!tried.isEmpty()) {
            Map<RunId, RunState> now = states(List.copyOf(tried.keySet()));
            Set<RunId> copied = retried.apply(tried.keySet());
            tried.forEach((run, reason) -> {
                // The run was changed, or got its new run, together with one that it depends on.
                if (states.get(run) != now.get(run) || (copied.contains(run) && !earlier.contains(run))) {
                    changed.put(run, states.get(run));
                } else {
                    refused.add(new SkippedRun(run, reason));
                }
            });
        }
        return new Outcome(changed, unchanged, refused);
    }

    private Map<RunId, RunState> states(List<RunId> runs) {
        Map<RunId, RunState> states = new LinkedHashMap<>();
        experiments.runs(runs).forEach(run -> states.put(run.id(), run.state()));
        return states;
    }

    private static Set<RunId> retried(Handle handle, Collection<RunId> runs) {
        return handle.createQuery("""
                        select r.id from run r where r.id = any (:runs) and exists (select from run n
                            where n.experiment_id = r.experiment_id and n.name = r.name and n.generation > r.generation)""")
                .bindArray("runs", Long.class, runs.stream().map(RunId::value).toList())
                .mapTo(Long.class)
                .map(RunId::new)
                .set();
    }

    private Optional<String> retried(Handle handle, RunId run) {
        String before = "before_" + run;
        handle.savepoint(before);
        try {
            control.retry(handle, run);
            return Optional.empty();
        } catch (RefusedException e) {
            handle.rollbackToSavepoint(before);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
