package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ledger.LiveArtifacts;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.testing.Comparison;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are retried, restarted or taken over from another experiment. */
@Timeout(300)
final class RerunTest extends OneControlPlane {
    RerunTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void aRetryGoesOnWhereTheFailedRunStopped() throws Exception {
        ExperimentId undisturbed = undisturbed();
        faults.fail("step r\\d+/t/1/trial/1/0.*", Remedy.FIX_REQUEST);
        ExperimentId experiment = fixture.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        Run failed = run(experiment, "soar");
        assertThat(failed.failure()).isEqualTo(FailureClass.USER);
        assertThat(failed.reason()).contains("on purpose");
        awaitState(experiment, "evaluate-promoted", RunState.CANCELLED);
        await().until(() -> fixture.isOver(experiment));
        assertThat(fixture.experiments().get(LiveArtifacts.class).retire())
                .as("what a retry needs is kept")
                .noneMatch(path -> path.startsWith("r" + failed.id() + "/t/1/"));
        faults.fail(".* r\\d+/(screen|split|init|t/0|t/1/write|t/1/baseline|t/1/trial/0).*", Remedy.GIVE_UP);

        fixture.experiments().control().retry(experiment);
        controlPlane.executor().wakeUp();
        awaitState(experiment, "soar", RunState.SUCCEEDED);
        faults.none();
        Run retried = run(experiment, "soar");
        assertThat(retried.previous()).isEqualTo(failed.id());
        assertThat(retried.generation()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(fixture.read(experiment).state()).isEqualTo(ExperimentState.SUCCEEDED));

        Comparison comparison = new Comparison(fixture.experiments().jdbc());
        assertThat(comparison.differences(
                        run(undisturbed, "soar").id().value(), retried.id().value()))
                .allMatch(
                        difference -> difference.matches("(artifact|metric_point|rollout|rollout_text|run_usage): .*"));
        assertThat(database.query("select inherited_from is not null, count(*) from run_unit where run_id = "
                        + retried.id() + " group by 1 order by 1 desc"))
                .hasSize(2);
        RolloutSearch rollouts = fixture.experiments().get(RolloutSearch.class);
        assertThat(rollouts.page(retried.id().value(), RolloutFilter.ofUnit(null), 10_000, null)
                        .items())
                .isEqualTo(
                        rollouts.page(run(undisturbed, "soar").id().value(), RolloutFilter.ofUnit(null), 10_000, null)
                                .items());
        assertThatThrownBy(() -> fixture.experiments().control().retry(failed.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("already");
    }

    @Test
    void anExperimentWithAnotherSeedTakesAFinishedScreeningAndItsHalves() {
        ExperimentId first = undisturbed();
        ExperimentId second = fixture.submit(Map.of("seed", 77, "screen.from", first.value()));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(second);
        String hardSet = "select half, ordinal, problem from hard_set where run_id = %s order by 1, 2";
        assertThat(database.query(hardSet.formatted(run(second, "screen").id())))
                .isNotEmpty()
                .isEqualTo(database.query(hardSet.formatted(run(first, "screen").id())));
        assertThat(database.query("select count(*) from rollout where run_id = "
                        + run(second, "screen").id()))
                .as("nothing is sampled again")
                .containsExactly("0");
        assertThat(database.query("select r.seed from run r where name = 'soar' and experiment_id in (%s, %s)"
                        .formatted(first, second)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aScreeningUnderOtherSettingsOrOneThatIsNotThereIsRefusedByField() {
        ExperimentId first = undisturbed();
        assertThatThrownBy(() -> fixture.submit(Map.of("screen.from", first.value(), "soar.student.maxTokens", 5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("soar.student.maxTokens: differs from experiment " + first);
        assertThatThrownBy(() -> fixture.submit(Map.of(
                        "screen.from",
                        first.value(),
                        "prompts.chatTemplate",
                        true,
                        "prompts.systemPrompt",
                        "Be brief.",
                        "prompts.thinking",
                        "ON")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("prompts.chatTemplate: differs from experiment " + first)
                .hasMessageContaining("prompts.systemPrompt: differs from experiment " + first)
                .hasMessageContaining("prompts.thinking: differs from experiment " + first);
        assertThatThrownBy(() -> fixture.submit(Map.of("screen.from", first.value(), "soar.outer.rewardQuestions", 9)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("soar.outer.rewardQuestions: is 9, but the screening of experiment " + first
                        + " left 8 problems in the train half");
        assertThatThrownBy(() -> fixture.submit(Map.of("screen.from", 4711)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("screen.from: there is no experiment 4711");
    }

    @Test
    void aRestartBeginsFromScratchWithAllThatDependsOnIt() {
        ExperimentId experiment = undisturbed();
        Run first = run(experiment, "soar");
        fixture.experiments().control().restart(first.id());
        controlPlane.executor().wakeUp();
        await().until(() -> run(experiment, "evaluate-hard-only").generation() == 2);
        fixture.awaitEnd(experiment);
        Run second = run(experiment, "soar");
        assertThat(second.previous()).isEqualTo(first.id());
        assertThat(new Comparison(fixture.experiments().jdbc())
                        .differences(first.id().value(), second.id().value()))
                .isEmpty();
        assertThat(database.query("select name from run where experiment_id = " + experiment
                        + " and generation = 2 order by name"))
                .containsExactly("evaluate-hard-only", "evaluate-promoted", "hard-only", "soar");
    }
}
