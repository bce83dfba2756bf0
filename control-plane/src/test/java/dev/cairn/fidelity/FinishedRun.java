package dev.cairn.fidelity;

import dev.cairn.ids.RunId;
import dev.cairn.soar.SoarOutcome;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A SOAR run in the {@link VariedScript}, through the real journal into the real database.
 *
 * @param outcome what the algorithm returned
 * @param calls the calls to engine and trainer
 * @param texts the stored completions, by {@code unit/ordinal}
 */
public record FinishedRun(
        TestDatabase database, RunId run, SoarOutcome outcome, Calls calls, Map<String, String> texts) {
    /** @param overrides overrides of the settings; the run is always small */
    public static FinishedRun make(Map<String, ?> overrides) throws InterruptedException {
        return make(ScriptedWorld.create(), overrides);
    }

    static FinishedRun make(ScriptedWorld world, Map<String, ?> overrides) throws InterruptedException {
        RunId run = world.claimSoar(overrides);
        SoarOutcome outcome = world.runSoar(run);
        Map<String, String> texts = new HashMap<>();
        for (String text : world.database().query("select unit || '/' || ordinal || ' ' || text from rollout_text")) {
            texts.put(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1));
        }
        return new FinishedRun(world.database(), run, outcome, world.cluster().calls(), texts);
    }

    List<String> query(String query) {
        return database.query(query);
    }
}
