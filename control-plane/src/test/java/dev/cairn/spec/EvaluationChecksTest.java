package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.testing.TestSpecs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused or warned of in the settings of evaluations. */
class EvaluationChecksTest {
    @Test
    void aStudentCanBeEvaluatedOnlyWhereItWasKept() {
        assertThatThrownBy(() -> warnings(Map.of("evaluate.checkpoints", "FLAT_WINDOW", "evaluate.window.every", 25)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("evaluate.window.every: is 25; it must be a multiple of 10");
        assertThat(warnings(Map.of("evaluate.checkpoints", "FLAT_WINDOW", "evaluate.window.every", 30)))
                .isEmpty();
    }

    @Test
    void aWindowThatIsNotUsedIsSaid() {
        assertThat(warnings(Map.of("evaluate.window.every", 25)))
                .singleElement()
                .asString()
                .contains("evaluate.checkpoints is LAST");
        assertThat(warnings(Map.of("evaluate.checkpoints", "FLAT_WINDOW", "hardOnly.enabled", false)))
                .singleElement()
                .asString()
                .contains("no student of a method is trained");
    }

    @Test
    void aChoiceWithoutPromotionsIsSaid() {
        Map<String, Object> settings = new HashMap<>(Map.of("evaluate.promoted", "BEST_ON_TRAIN"));
        assertThat(warnings(settings)).isEmpty();
        settings.putAll(Map.of("soar.outer.reward", "LEARNABILITY", "hardOnly.steps", 10));
        assertThat(warnings(settings))
                .singleElement()
                .asString()
                .startsWith("evaluate.promoted")
                .contains("no student is promoted, so it is not used");
        settings.put("evaluate.promoted", "LAST");
        assertThat(warnings(settings)).isEmpty();
    }

    @Test
    void aTrainingThatIsTooShortForTheWindowIsSaid() {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "evaluate.checkpoints", "FLAT_WINDOW",
                "methods.groundedT", true,
                "methods.steps", 100,
                "methods.syntheticSteps", 40,
                "evaluate.window.smoothing", 10,
                "evaluate.window.steps", 51));
        assertThat(warnings(settings))
                .singleElement()
                .asString()
                .contains("a student takes only 60 steps on hard problems");
        settings.put("evaluate.window.steps", 50);
        assertThat(warnings(settings)).isEmpty();
    }

    @Test
    void aFixedStepMustBeOneAfterWhichEveryTrainingKeepsItsStudent() {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "evaluate.checkpoints",
                "FIXED_STEP",
                "evaluate.step",
                60,
                "methods.groundedT",
                true,
                "methods.mixing",
                "MIXED",
                "methods.steps",
                60,
                "hardOnly.steps",
                70));
        assertThat(warnings(settings)).isEmpty();
        settings.put("evaluate.step", 55);
        assertThatThrownBy(() -> warnings(settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "evaluate.step: is 55; it must be a multiple of 10, since a student is kept every 10");
        settings.put("evaluate.step", 70);
        assertThatThrownBy(() -> warnings(settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("evaluate.step: is 70, but methods.steps is 60: give at most 60");
        settings.put("methods.steps", 100);
        assertThat(warnings(settings)).isEmpty();
        settings.put("evaluate.step", 80);
        assertThatThrownBy(() -> warnings(settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("evaluate.step: is 80, but hardOnly.steps is 70: give at most 70");
        settings.put("hardOnly.enabled", false);
        assertThat(warnings(settings)).isEmpty();
    }

    @Test
    void aFixedStepNeedsToKnowHowManyStepsHardOnlyTakes() {
        Map<String, Object> settings = new HashMap<>(Map.of("evaluate.checkpoints", "FIXED_STEP"));
        assertThatThrownBy(() -> warnings(settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "hardOnly.steps: is not given, so Hard-Only takes as many steps as the promoted student, which"
                                + " may be fewer than evaluate.step = 50: give at least 50");
        settings.put("hardOnly.steps", 50);
        assertThat(warnings(settings)).isEmpty();
    }

    @Test
    void aFixedStepThatIsNotUsedOrComesBeforeTheHardProblemsIsSaid() {
        assertThat(warnings(Map.of("evaluate.step", 55)))
                .singleElement()
                .asString()
                .contains("evaluate.step: is changed, but evaluate.checkpoints is LAST, so it is not used");
        assertThat(warnings(Map.of(
                        "evaluate.checkpoints", "FIXED_STEP",
                        "hardOnly.steps", 50,
                        "evaluate.window.every", 25)))
                .singleElement()
                .asString()
                .contains("evaluate.window: is changed, but evaluate.checkpoints is FIXED_STEP");
        assertThat(warnings(Map.of("evaluate.checkpoints", "FIXED_STEP", "hardOnly.enabled", false)))
                .singleElement()
                .asString()
                .contains("is FIXED_STEP, but no student of a method is trained");
        Map<String, Object> curriculum = new HashMap<>(Map.of(
                "evaluate.checkpoints",
                "FIXED_STEP",
                "hardOnly.enabled",
                false,
                "methods.groundedT",
                true,
                "methods.steps",
                100,
                "methods.syntheticSteps",
                50));
        assertThat(warnings(curriculum))
                .singleElement()
                .asString()
                .contains("evaluate.step: is 50, but with methods.mixing = CURRICULUM the first 50 steps");
        curriculum.put("methods.syntheticSteps", 49);
        assertThat(warnings(curriculum)).isEmpty();
    }

    private static List<String> warnings(Map<String, ?> settings) {
        return TestSpecs.reader().read(TestSpecs.set("chains", settings)).warnings().stream()
                .filter(warning -> warning.startsWith("evaluate."))
                .toList();
    }
}
