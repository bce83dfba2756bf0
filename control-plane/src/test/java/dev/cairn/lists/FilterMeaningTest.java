package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters against rows. */
class FilterMeaningTest {
    private final ListRig rig = new ListRig();

    @BeforeEach
    void threeExperiments() {
        Experiment chains = rig.submitted("chains 50%", Map.of("soar.outer.steps", 60, "evaluate.problems", 0));
        Experiment small = rig.submitted("small", Map.of("soar.outer.steps", 9, "evaluate.problems", 0));
        Experiment plain = rig.submitted("plain", Map.of("soar.outer.steps", 100, "evaluate.problems", 0));
        rig.tag(chains, "team", "x");
        rig.tag(small, "team", "y");
        rig.tag(small, "a.b/c", "deep");
        rig.summary(rig.experiments.run(chains, "soar"), 0.03, 2);
        rig.summary(rig.experiments.run(small, "soar"), 0.01, 0);
        rig.state(rig.experiments.run(small, "screen"), "failed");
        rig.state(rig.experiments.run(plain, "screen"), "running");
    }

    @Test
    void fieldsOfTheRunItself() {
        assertThat(rig.found("state == \"failed\"")).containsExactly("small/screen");
        assertThat(rig.found("state in [\"running\", \"queued\"]"))
                .containsExactly("chains 50%/screen", "plain/screen");
        assertThat(rig.found("kind == \"screen\" && !(state == \"failed\")"))
                .containsExactly("chains 50%/screen", "plain/screen");
        assertThat(rig.found("reason.contains(\"memory\")")).containsExactly("small/screen");
        assertThat(rig.found("endedAt != null || createdAt > \"2999-01-01\"")).containsExactly("small/screen");
        assertThat(rig.found("name.startsWith(\"scr\") && experimentName.endsWith(\"50%\")"))
                .containsExactly("chains 50%/screen");
        assertThat(rig.found("experimentName.contains(\"%5\")")).isEmpty();
    }

    @Test
    void numbersOfTheSpecAreComparedAsNumbers() {
        assertThat(rig.found("kind == \"screen\" && spec.soar.outer.steps >= 50 && spec.soar.outer.steps < 100"))
                .containsExactly("chains 50%/screen");
        assertThat(rig.found("kind == \"screen\" && spec.soar.outer.steps in [9, 100.0]"))
                .containsExactly("plain/screen", "small/screen");
        assertThat(rig.found("spec.soar.adam.beta1 > 0.95")).isEmpty();
        assertThat(rig.foundExperiments("spec.hardOnly.enabled && spec.model.path != \"none\""))
                .hasSize(3);
        assertThat(rig.foundExperiments("!spec.hardOnly.enabled")).isEmpty();
    }

    @Test
    void whatHasNoValueIsDifferentFromEveryValue() {
        assertThat(rig.foundExperiments("tags.team == \"x\"")).containsExactly("chains 50%");
        assertThat(rig.foundExperiments("!(tags.team == \"x\")")).containsExactly("plain", "small");
        assertThat(rig.foundExperiments("tags.team != \"x\"")).containsExactly("plain", "small");
        assertThat(rig.foundExperiments("tags.team == null")).containsExactly("plain");
        assertThat(rig.foundExperiments("tags[\"a.b/c\"] == \"deep\"")).containsExactly("small");
        assertThat(rig.found("lastMeanReward > 0.02")).containsExactly("chains 50%/soar");
        assertThat(rig.foundExperiments("lastMeanReward > 0.02 || promotions == 0"))
                .containsExactly("chains 50%", "small");
    }

    @Test
    void aSpecOfAnOlderVersionDoesNotBreakTheList() {
        rig.database.execute(
                "update experiment set spec = '{\"hardOnly\": {\"enabled\": \"very\"}}'" + " where name = 'small'");
        assertThat(rig.foundExperiments("spec.soar.outer.steps > 1")).containsExactly("chains 50%", "plain");
        assertThat(rig.foundExperiments("!spec.hardOnly.enabled")).containsExactly("small");
    }

    @Test
    void theSameFilterFindsRunsForBulkActions() {
        RunFilter filter = RunFilters.compile("kind == \"soar\" && tags.team in [\"x\", \"y\"]");
        assertThat(rig.runs.matching(filter, 10)).hasSize(2);
        assertThat(rig.runs.matching(filter, 1)).hasSize(1);
    }
}
