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

    private static List<String> warnings(Map<String, ?> settings) {
        return TestSpecs.reader().read(TestSpecs.set("chains", settings)).warnings().stream()
                .filter(warning -> warning.startsWith("evaluate."))
                .toList();
    }
}
