package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters against rows. */
class FilterMeaningTest {
    private final ListFixture fixture = new ListFixture();

    @BeforeEach
    void threeExperiments() {
        Experiment chains = fixture.submitted("chains 50%", Map.of("soar.outer.steps", 60, "evaluate.problems", 0));
        Experiment small = fixture.submitted("small", Map.of("soar.outer.steps", 9, "evaluate.problems", 0));
        Experiment plain = fixture.submitted("plain", Map.of("soar.outer.steps", 100, "evaluate.problems", 0));
        fixture.tag(chains, "team", "x");
        fixture.tag(small, "team", "y");
        fixture.tag(small, "a.b/c", "deep");
        fixture.summary(fixture.experiments.run(chains, "soar"), 0.03, 2);
        fixture.summary(fixture.experiments.run(small, "soar"), 0.01, 0);
        fixture.state(fixture.experiments.run(small, "screen"), "failed");
        fixture.state(fixture.experiments.run(plain, "screen"), "running");
    }

    @Test
    void fieldsOfTheRunItself() {
        assertThat(fixture.found("state == \"failed\"")).containsExactly("small/screen");
        assertThat(fixture.found("state in [\"running\", \"queued\"]"))
                .containsExactly("chains 50%/screen", "plain/screen");
        assertThat(fixture.found("kind == \"screen\" && !(state == \"failed\")"))
                .containsExactly("chains 50%/screen", "plain/screen");
        assertThat(fixture.found("reason.contains(\"memory\")")).containsExactly("small/screen");
        assertThat(fixture.found("endedAt != null || createdAt > \"2999-01-01\""))
                .containsExactly("small/screen");
        assertThat(fixture.found("name.startsWith(\"scr\") && experimentName.endsWith(\"50%\")"))
                .containsExactly("chains 50%/screen");
        assertThat(fixture.found("experimentName.contains(\"%5\")")).isEmpty();
    }

    @Test
    void numbersOfTheSpecAreComparedAsNumbers() {
        assertThat(fixture.found("kind == \"screen\" && spec.soar.outer.steps >= 50 && spec.soar.outer.steps < 100"))
                .containsExactly("chains 50%/screen");
        assertThat(fixture.found("kind == \"screen\" && spec.soar.outer.steps in [9, 100.0]"))
                .containsExactly("plain/screen", "small/screen");
        assertThat(fixture.found("spec.soar.adam.beta1 > 0.95")).isEmpty();
        assertThat(fixture.foundExperiments("spec.hardOnly.enabled && spec.model.path != \"none\""))
                .hasSize(3);
        assertThat(fixture.foundExperiments("!spec.hardOnly.enabled")).isEmpty();
    }

    @Test
    void whatHasNoValueIsDifferentFromEveryValue() {
        assertThat(fixture.foundExperiments("tags.team == \"x\"")).containsExactly("chains 50%");
        assertThat(fixture.foundExperiments("!(tags.team == \"x\")")).containsExactly("plain", "small");
        assertThat(fixture.foundExperiments("tags.team != \"x\"")).containsExactly("plain", "small");
        assertThat(fixture.foundExperiments("tags.team == null")).containsExactly("plain");
        assertThat(fixture.foundExperiments("tags[\"a.b/c\"] == \"deep\"")).containsExactly("small");
        assertThat(fixture.found("lastMeanReward > 0.02")).containsExactly("chains 50%/soar");
        assertThat(fixture.foundExperiments("lastMeanReward > 0.02 || promotions == 0"))
                .containsExactly("chains 50%", "small");
    }

    @Test
    void aSpecOfAnOlderVersionDoesNotBreakTheList() {
        fixture.database.execute(
                "update experiment set spec = '{\"hardOnly\": {\"enabled\": \"very\"}}'" + " where name = 'small'");
        assertThat(fixture.foundExperiments("spec.soar.outer.steps > 1")).containsExactly("chains 50%", "plain");
        assertThat(fixture.foundExperiments("!spec.hardOnly.enabled")).containsExactly("small");
    }

    @Test
    void theSameFilterFindsRunsForBulkActions() {
        String filter = "kind == \"soar\" && tags.team in [\"x\", \"y\"]";
        assertThat(fixture.runs.matching(filter, 10)).hasSize(2);
        assertThat(fixture.runs.matching(filter, 1)).hasSize(1);
    }
}
