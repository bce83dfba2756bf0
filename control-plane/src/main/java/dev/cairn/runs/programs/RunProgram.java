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

    /** Carries a run out; units that are done are replayed from the journal. */
    void run(P plan, RunTask task) throws InterruptedException;

    /**
     * What the kind does, in lines of at most 90 characters, for somebody who sees one for the first time.
     *
     * @param spec as it was submitted; absent where it is not known
     */
    List<String> explanation(@Nullable JsonNode spec);

    /**
     * What a run that has succeeded found.
     *
     * @param splits the hard set of a screen run
     */
    default Finding found(Run run, Function<RunId, UnitResult.Split> splits) {
        return new Finding.Nothing();
    }

    /** {@link #run} with the plan of the task. */
    default void start(RunTask task) throws InterruptedException {
        run(plan().cast(task.plan()), task);
    }

    /** What is worth a word when a run is done. */
    sealed interface Finding {
        record Nothing() implements Finding {}

        record HardSet(UnitResult.Split split) implements Finding {}

        record Promotions(int count) implements Finding {}
    }
}
