package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Operations on submitted runs. Each one returns once it is stored, and the run's owner reacts later. */
@Singleton
public final class RunControl {
    private final ExperimentStore experiments;
    private final JdbcRunner jdbc;
    private final RunStateMachine changes;
    private final RunReruns copies;

    public RunControl(JdbcRunner jdbc, ExperimentStore experiments, RunStateMachine changes, Events events) {
        this.experiments = experiments;
        this.jdbc = jdbc;
        this.changes = changes;
        this.copies = new RunReruns(events);
    }

    /**
     * Asks all open runs of an experiment to stop; empty if there is no such experiment.
     *
     * @throws RefusedException if there are none
     */
    public Optional<Experiment> cancel(ExperimentId id) {
        return each(id, RunVerb.CANCEL, this::cancel);
    }

    /**
     * Asks all open runs of an experiment to wait until they are resumed.
     *
     * @throws RefusedException if there are none
     */
    public Optional<Experiment> pause(ExperimentId id) {
        return each(id, RunVerb.PAUSE, this::pause);
    }

    /**
     * Resumes all paused runs of an experiment.
     *
     * @throws RefusedException if there are none
     */
    public Optional<Experiment> resume(ExperimentId id) {
        return each(id, RunVerb.RESUME, this::resume);
    }

    /**
     * Creates new runs for those that failed or were cancelled.
     *
     * @throws RefusedException if there are none
     */
    public Optional<Experiment> retry(ExperimentId id) {
        Optional<Experiment> experiment = experiments.find(id);
        if (experiment.isEmpty()) {
            return experiment;
        }
        boolean any = false;
        // A retry also creates new runs for those cancelled because of the run, so the rest is read again each time.
        for (Optional<Run> next = retryable(experiment.get());
                next.isPresent();
                next = retryable(experiments.find(id).orElseThrow())) {
            retry(next.get().id());
            any = true;
        }
        if (!any) {
            throw new RefusedException("experiment " + id + " has no run that failed or was cancelled");
        }
        return experiments.find(id);
    }

    private static Optional<Run> retryable(Experiment experiment) {
        return ExperimentAssembler.latest(experiment.runs()).stream()
                .filter(run -> run.state() == RunState.FAILED || run.state() == RunState.CANCELLED)
                .findFirst();
    }

    private Optional<Experiment> each(ExperimentId id, RunVerb verb, Consumer<RunId> change) {
        Optional<Experiment> experiment = experiments.find(id);
        if (experiment.isEmpty()) {
            return experiment;
        }
        List<RunId> runs = experiment.get().runs().stream()
                .filter(verb::changes)
                .map(Run::id)
                .toList();
        if (runs.isEmpty()) {
            throw nothingToDo(experiment.get(), verb);
        }
        for (RunId run : runs) {
            try {
                change.accept(run);
            } catch (RefusedException ignored) {
                // It changed in the meantime, perhaps together with one that it depends on.
            }
        }
        return experiments.find(id);
    }

    private static RefusedException nothingToDo(Experiment experiment, RunVerb verb) {
        return new RefusedException("experiment " + experiment.id() + " ("
                + experiment.state().wireName() + ") has no run that can be " + verb.pastParticiple()
                + switch (experiment.state()) {
                    case SUCCEEDED -> "; restart makes a new run of one of its runs";
                    case FAILED, CANCELLED -> "; retry makes new runs of those that failed or were cancelled";
                    case QUEUED, RUNNING, PAUSED, CANCELLING -> "";
                });
    }

    /**
     * Asks a run to stop; those that depend on it are cancelled with it. Empty if there is no such run.
     *
     * @throws RefusedException if it has ended or is being cancelled
     */
    public Optional<Run> cancel(RunId id) {
        jdbc.inTransaction("cancelling run " + id, handle -> changes.cancel(handle, id, "cancelled by request"));
        return experiments.run(id);
    }

    /**
     * Asks a run to wait until it is resumed; a running one stops after the units in progress and loses nothing.
     *
     * @throws RefusedException if it has ended, is being cancelled or is paused
     */
    public Optional<Run> pause(RunId id) {
        jdbc.inTransaction("pausing run " + id, handle -> changes.pause(handle, id, "paused by request"));
        return experiments.run(id);
    }

    /**
     * Resumes a paused run.
     *
     * @throws RefusedException if it is not paused
     */
    public Optional<Run> resume(RunId id) {
        jdbc.inTransaction("resuming run " + id, handle -> changes.resume(handle, id));
        return experiments.run(id);
    }

    /**
     * Creates a new run that resumes where a failed or cancelled one stopped, and new runs for those cancelled because
     * of it.
     *
     * @throws RefusedException if it neither failed nor was cancelled
     */
    public Optional<Run> retry(RunId id) {
        return copied(id, RunReruns.Kind.RETRY);
    }

    /**
     * Creates a new run from scratch with the settings and seed of one that has ended, and new runs for all that depend
     * on it.
     *
     * @throws RefusedException if it has not ended
     */
    public Optional<Run> restart(RunId id) {
        return copied(id, RunReruns.Kind.RESTART);
    }

    private Optional<Run> copied(RunId id, RunReruns.Kind kind) {
        if (experiments.run(id).isEmpty()) {
            return Optional.empty();
        }
        return experiments.run(jdbc.inTransaction("copying run " + id, handle -> copied(handle, id, kind)));
    }

    private RunId copied(Handle handle, RunId id, RunReruns.Kind kind) {
        RunId copy = copies.copy(handle, id, kind);
        changes.queueIfReady(handle, copy);
        return copy;
    }

    /** {@link #retry(RunId)} in the caller's transaction. */
    RunId retry(Handle handle, RunId id) {
        return copied(handle, id, RunReruns.Kind.RETRY);
    }
}
