package dev.cairn.experiments;

import dev.cairn.ids.RunId;
import dev.cairn.spec.BudgetSpec;
import dev.cairn.spec.RunKind;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes the runs that depend on one that has ended. */
final class Dependents {
    private final RunStateMachine changes;

    Dependents(RunStateMachine changes) {
        this.changes = changes;
    }

    void after(Handle handle, RunId run, String name, RunOutcome ending) {
        switch (ending) {
            case RunOutcome.Succeeded() -> queue(handle, run);
            case RunOutcome.OutOfBudget(String reason, BudgetSpec.Dependents wanted) -> {
                switch (wanted) {
                    case START -> {
                        Optional<String> missing = missingResult(handle, run);
                        if (missing.isPresent()) {
                            cancel(
                                    handle,
                                    run,
                                    "depends on run " + name + ", which exhausted its budget (" + reason
                                            + ") before it had " + missing.get());
                        } else {
                            queue(handle, run);
                        }
                    }
                    case CANCEL ->
                        cancel(handle, run, "depends on run " + name + ", which exhausted its budget (" + reason + ")");
                }
            }
            case RunOutcome.Failed any -> cancel(handle, run, "depends on run " + name + ", which failed");
            case RunOutcome.Cancelled any -> cancel(handle, run, "depends on run " + name + ", which was cancelled");
        }
    }

    /**
     * What a run that exhausted its budget lacks for its dependents: a screening its hard set, a training its student
     * v0, a sample run a question. Such a run has succeeded, but has a reason.
     */
    static Optional<String> missingResult(Handle handle, RunId run) {
        return handle.createQuery("""
                        select r.kind, exists (select from hard_set h where h.run_id = r.id) as has_hard_set,
                            exists (select from policy p where p.run_id = r.id and p.role = 'student') as has_student,
                            exists (select from sampled_question q where q.run_id = r.id) as has_questions
                        from run r where r.id = :run and r.reason is not null""")
                .bind("run", run.value())
                .map((row, context) -> new Results(
                        RunKind.of(row.getString("kind")),
                        row.getBoolean("has_hard_set"),
                        row.getBoolean("has_student"),
                        row.getBoolean("has_questions")))
                .findOne()
                .flatMap(Results::missing);
    }

    private record Results(RunKind kind, boolean hasHardSet, boolean hasStudent, boolean hasQuestions) {
        Optional<String> missing() {
            return switch (kind.leaves()) {
                case HARD_SET -> hasHardSet ? Optional.empty() : Optional.of("a hard set");
                case STUDENT -> hasStudent ? Optional.empty() : Optional.of("a student");
                case QUESTIONS -> hasQuestions ? Optional.empty() : Optional.of("a question");
                case NOTHING -> Optional.empty();
            };
        }
    }

    private void queue(Handle handle, RunId run) {
        for (RunId dependent : locked(handle, run, "state = 'waiting'")) {
            if (allSucceeded(handle, dependent)) {
                changes.move(handle, dependent, RunState.QUEUED, null);
            }
        }
    }

    private void cancel(Handle handle, RunId run, String reason) {
        for (RunId dependent : locked(handle, run, "state in ('waiting', 'paused')")) {
            changes.move(handle, dependent, RunState.CANCELLED, reason);
        }
    }

    /**
     * Locks the runs before reading them: of two runs that end at the same time the second then sees the first, so that
     * one of them queues what depends on both.
     */
    private static List<RunId> locked(Handle handle, RunId run, String which) {
        return handle.createQuery("select id from run where " + which + """
                         and id in (select run_id from run_dependency where depends_on = :run)
                        order by id for no key update""")
                .bind("run", run.value())
                .mapTo(Long.class)
                .map(RunId::new)
                .list();
    }

    /**
     * Keeps the runs that a run depends on from ending before the caller's transaction does. Otherwise one could end
     * unseen before the run is made to wait for it, and the run would wait forever. Call it before locking the run's
     * own row, since ending a run locks that run before its dependents.
     */
    static void lockDependencies(Handle handle, RunId run) {
        handle.createQuery("""
                        select id from run where id in (select depends_on from run_dependency where run_id = :run)
                        order by id for share""").bind("run", run.value()).mapTo(Long.class).list();
    }

    /** Whether everything that a run depends on has succeeded. */
    static boolean allSucceeded(Handle handle, RunId run) {
        return handle.createQuery("""
                        select not exists (select from run_dependency d join run r on r.id = d.depends_on
                            where d.run_id = :run and r.state <> 'succeeded')""")
                .bind("run", run.value())
                .mapTo(Boolean.class)
                .one();
    }
}
