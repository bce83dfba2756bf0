package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import org.jspecify.annotations.Nullable;

/** What a run should be. */
final class ModelRun {
    final RunId id;
    final ExperimentId experiment;
    final @Nullable ModelRun dependsOn;
    final boolean isFirst;
    RunState state;
    long fence;

    @Nullable
    Lease lease;

    boolean expired;

    @Nullable
    ModelRun copiedAs;

    ModelRun(RunId id, ExperimentId experiment, @Nullable ModelRun dependsOn, RunState state) {
        this.id = id;
        this.experiment = experiment;
        this.dependsOn = dependsOn;
        this.isFirst = dependsOn == null;
        this.state = state;
    }

    boolean isHeldBy(Lease asked) {
        return asked.equals(lease);
    }

    void disown() {
        lease = null;
        expired = false;
    }

    @Override
    public String toString() {
        return id + " (" + (isFirst ? "first" : "second") + " of " + experiment + ") " + state;
    }
}
