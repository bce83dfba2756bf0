package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that exhaust their budget. */
@Timeout(300)
final class BudgetTest extends OneControlPlane {
    BudgetTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void aRunThatComesToItsBudgetSucceedsWithItsResultsSoFar() {
        ExperimentId experiment = fixture.submit(Map.of("budget.run.rollouts", 200));
        await().until(() -> fixture.isOver(experiment));
        Run soar = run(experiment, "soar");
        assertThat(soar.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(soar.reason()).startsWith("budget: this run used ").contains("of 200 rollouts");
        assertThat(run(experiment, "evaluate-promoted").state())
                .as("what depends on it starts, as the spec says")
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(database.number("select rollouts from run_usage where run_id = " + soar.id()))
                .isEqualTo(database.number("select count(*) from rollout where run_id = " + soar.id()))
                .isGreaterThanOrEqualTo(200);
    }

    @Test
    void orItsDependentsAreCancelledIfTheSpecSaysSo() {
        ExperimentId experiment =
                fixture.submit(Map.of("budget.experiment.tokens", 1200, "budget.dependents", "CANCEL"));
        await().until(() -> fixture.isOver(experiment));
        assertThat(run(experiment, "soar").reason()).startsWith("budget: the experiment used ");
        assertThat(run(experiment, "evaluate-promoted").state()).isEqualTo(RunState.CANCELLED);
        assertThat(run(experiment, "evaluate-promoted").reason()).contains("exhausted its budget");
    }
}
