package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.ports.UnitResult;
import dev.cairn.spec.RunSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of run.
 *
 * @param <P> its plans
 */
public interface RunProgram<P extends RunSpec> {
    Class<P> plan();

    /** Executes a run; finished units are replayed from the journal. */
    void run(P plan, RunTask task) throws InterruptedException;

    /**
     * Explains the kind of run to a first-time user, in lines of at most 90 characters.
     *
     * @param spec the submitted spec; absent if it is not known
     */
    List<String> explanation(@Nullable JsonNode spec);

    /**
     * What a succeeded run found.
     *
     * @param splits reads the halves of a screen run's hard problems
     */
    default Finding found(Run run, Function<RunId, UnitResult.Split> splits) {
        return new Finding.Nothing();
    }

    /** {@link #run} with the plan of the task. */
    default void start(RunTask task) throws InterruptedException {
        run(plan().cast(task.plan()), task);
    }

    /** A finding worth reporting when a run has succeeded. */
    sealed interface Finding {
        record Nothing() implements Finding {}

        record HardSet(UnitResult.Split split) implements Finding {}

        record Promotions(int count) implements Finding {}
    }
}
