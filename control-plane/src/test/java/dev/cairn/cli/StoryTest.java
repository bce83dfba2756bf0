package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.events.EventKind;
import dev.cairn.events.RunEvent;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.ports.UnitResult;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a new user reads about an experiment's events. */
class StoryTest {
    private final TestExperiments experiments = new TestExperiments(TestDatabase.empty());
    private final Experiment experiment = experiments
            .store()
            .find(experiments
                    .submit(Map.of("soar.outer.steps", 8, "soar.outer.window", 3, "soar.outer.tau", 0.01))
                    .id())
            .orElseThrow();
    private final Story story = new Story(run -> new UnitResult.Split(List.of("a", "b"), List.of("c", "d", "e"), 9, 2));

    @Test
    void aRunThatStartsIsExplainedOnceAndItsEndSaysWhatItFound() {
        assertThat(story.lines(state("screen", 0, "queued"), experiment)).isEmpty();
        assertThat(story.lines(state("screen", 0, "running"), experiment))
                .first()
                .asString()
                .startsWith("screen: started (run 1 of 6). It looks for");
        assertThat(story.lines(state("evaluate-base", 1, "running"), experiment))
                .first()
                .asString()
                .startsWith("evaluate-base: started (run 2 of 6). It measures");
        assertThat(story.lines(state("evaluate-promoted", 2, "running"), experiment))
                .containsExactly("evaluate-promoted: started (run 3 of 6)");
        assertThat(story.lines(state("screen", 75, "succeeded"), experiment))
                .containsExactly("screen: done in 1 min 15 s; hard problems: 5, 2 to train on and 3 held out;"
                        + " left out because they are too long for the model: 2");
    }

    @Test
    void aRunResumesOnlyWhereSomethingWasDoneOrPausedBefore() {
        story.lines(state("soar", 0, "running"), experiment);
        assertThat(story.lines(state("soar", 10, "queued"), experiment)).isEmpty();
        assertThat(story.lines(state("soar", 20, "running"), experiment))
                .as("claimed again before anything was done")
                .isEmpty();
        story.lines(event("soar", 30, EventKind.UNIT_DONE, Map.of("unit", "init")), experiment);
        assertThat(story.lines(state("soar", 40, "running"), experiment)).containsExactly("soar: resumed");
        assertThat(story.lines(state("soar", 50, "running"), experiment))
                .as("nothing was done since")
                .isEmpty();
        assertThat(story.lines(state("soar", 60, "pausing"), experiment)).containsExactly("soar: pausing");
        assertThat(story.lines(state("soar", 70, "running"), experiment)).containsExactly("soar: resumed");
    }

    @Test
    void tauAndTheWindowAreThoseOfTheSpec() {
        assertThat(story.lines(state("soar", 0, "running"), experiment))
                .anySatisfy(line -> assertThat(line).contains("of 3 steps is above tau (0.01)"));
    }

    @Test
    void outerStepsHaveTheNumbersOfTheConsoleAndATimeLeft() {
        story.lines(state("soar", -60, "running"), experiment);
        story.lines(event("soar", 0, EventKind.UNIT_DONE, Map.of("unit", "init")), experiment);
        assertThat(story.lines(decided(0, 20, -0.00001, "null", false), experiment))
                .containsExactly("soar: outer step 0  reward +0.0000  average needs 3 steps (1 so far)"
                        + "  [1 of 8 done, about 3 min left]");
        assertThat(story.lines(decided(1, 30, 0.0125, "0.02", true), experiment))
                .containsExactly(
                        "soar: outer step 1  reward +0.0125  average +0.0200  [2 of 8 done, about 2 min left]",
                        "soar: outer step 1  PROMOTED: new students start from one of this step's best set [promotion 1]");
        assertThat(story.lines(decided(2, 40, 0.0125, "null", false), experiment))
                .as("a promotion empties the window")
                .first()
                .asString()
                .contains("(1 so far)");
    }

    @Test
    void stepsOfEveryUnitAreNotTold() {
        assertThat(story.lines(event("soar", 0, EventKind.UNIT_DONE, Map.of("unit", "t/0/write")), experiment))
                .isEmpty();
        assertThat(story.lines(event("screen", 0, EventKind.UNIT_DONE, Map.of("unit", "split")), experiment))
                .isEmpty();
    }

    @Test
    void aReasonThatNamesTheStateIsNotPrecededByIt() {
        assertThat(story.lines(state("soar", 0, "paused", "paused by request"), experiment))
                .containsExactly("soar: paused by request");
        assertThat(story.lines(state("soar", 0, "failed", "the disk is full"), experiment))
                .containsExactly("soar: failed: the disk is full");
    }

    @Test
    void noExplanationIsWiderThanATerminal() {
        for (String run : List.of("screen", "soar", "hard-only", "evaluate-hard-only")) {
            assertThat(story.lines(state(run, 0, "running"), experiment))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }
    }

    private RunEvent state(String run, int second, String state, String reason) {
        return event(run, second, EventKind.RUN_STATE, Map.of("name", run, "state", state, "reason", reason));
    }

    private RunEvent state(String run, int second, String state) {
        return event(run, second, EventKind.RUN_STATE, Map.of("name", run, "state", state));
    }

    private RunEvent decided(int t, int second, double reward, String average, boolean promoted) {
        return event(
                "soar",
                second,
                EventKind.OUTER_STEP_DECIDED,
                Map.of(
                        "outerStep",
                        t,
                        "outerStepsDone",
                        t + 1,
                        "meanReward",
                        reward,
                        "movingAverage",
                        json(average),
                        "promoted",
                        promoted,
                        "promotions",
                        1));
    }

    private RunEvent event(String run, int second, EventKind kind, Map<String, ?> payload) {
        Run found = experiment.runs().stream()
                .filter(candidate -> candidate.name().equals(run))
                .findFirst()
                .orElseThrow();
        return new RunEvent(
                1,
                experiment.id(),
                found.id(),
                kind,
                TestJson.MAPPER.valueToTree(payload),
                Instant.ofEpochSecond(second));
    }

    private static JsonNode json(String text) {
        try {
            return TestJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
