package dev.cairn.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.settings.OuterSettings;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.testing.TestSpecs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostEstimatorTest {
    @Test
    void thePapersSizeCostsWhatSoarMdSays(@TempDir Path model) throws Exception {
        Files.writeString(model.resolve("config.json"), """
                {"hidden_size": 3072, "num_hidden_layers": 28, "num_attention_heads": 24, "num_key_value_heads": 8,
                 "head_dim": 128, "intermediate_size": 8192}""");
        Map<String, Object> settings = new HashMap<>(Map.of(
                "model.path",
                model.toString(),
                "problems.set",
                "math",
                "screen.samples",
                0,
                "evaluate.problems",
                0,
                "hardOnly.enabled",
                false));
        CostEstimate cost = paperSize(settings);
        assertThat(cost.rollouts())
                .as("200 x (256 written + 40,960 trained on + 1,088 greedy)")
                .isEqualTo(200L * (256 + 40_960 + 1_088));
        assertThat(cost.maxRollouts()).isGreaterThan(cost.rollouts());
        assertThat(cost.adapterBytes()).as("48.6 M parameters, fp32").isEqualTo(48_627_712L * 4);
        assertThat(cost.tokens()).isGreaterThan(200L * 40_960 * 1024);
        assertThat(cost.databaseBytes()).isPositive();
        assertThat(cost.adapterBytesPerOuterStep()).isPositive();
        settings.put("methods.soarFrom", 1);
        assertThat(paperSize(settings).adapterBytesPerOuterStep())
                .as("without a SOAR run of its own")
                .isZero();
    }

    private static CostEstimate paperSize(Map<String, ?> settings) {
        ExperimentSpec spec = TestSpecs.reader()
                .read(TestSpecs.set("llama-3.2-3b-math", settings))
                .spec();
        return new CostEstimator(Path::of).estimate(spec, 5000);
    }

    @ParameterizedTest
    @EnumSource(value = OuterSettings.Reward.class, names = "GROUNDED", mode = EnumSource.Mode.EXCLUDE)
    void aRewardWithoutStudentsAsksEachQuestionAndTrainsNobody(OuterSettings.Reward reward) {
        ExperimentSpec spec = TestSpecs.chains(Map.of(
                "screen.samples", 0,
                "evaluate.problems", 0,
                "hardOnly.enabled", false,
                "soar.outer.reward", reward.name(),
                "soar.outer.learnabilitySamples", 20));
        CostEstimate cost = new CostEstimator(Path::of).estimate(spec, 600);
        assertThat(cost.rollouts()).as("8 steps of 4 sets of 16 questions").isEqualTo(8L * 4 * 16 * (1 + 20));
        assertThat(cost.maxRollouts()).isEqualTo(cost.rollouts());
    }

    @Test
    void hardOnlyMayHaveGroupsOfItsOwnSize() {
        Map<String, Object> settings = Map.of("hardOnly.steps", 10);
        Map<String, Object> larger = Map.of("hardOnly.steps", 10, "hardOnly.groupSize", 128);
        CostEstimator costs = new CostEstimator(Path::of);
        assertThat(costs.estimate(TestSpecs.chains(larger), 600).rollouts()
                        - costs.estimate(TestSpecs.chains(settings), 600).rollouts())
                .as("10 steps of 8 questions")
                .isEqualTo(10L * 8 * (128 - 16));
    }

    @Test
    void aSoarRunThatIsTakenOverCostsNothingAndAWindowCostsEachOfItsVersions() {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "screen.from", 1,
                "methods.soarFrom", 1,
                "hardOnly.enabled", false,
                "methods.groundedT", true,
                "methods.questions", 16,
                "methods.steps", 40,
                "evaluate.problems", 50,
                "evaluate.samples", 32));
        CostEstimator costs = new CostEstimator(Path::of);
        CostEstimate last = costs.estimate(TestSpecs.chains(settings), 600);
        assertThat(last.rollouts())
                .as("16 questions, 40 steps of 8 x 16, three evaluations")
                .isEqualTo(16 + 40L * 8 * 16 + 3L * 50 * 32);
        settings.putAll(Map.of("evaluate.checkpoints", "FLAT_WINDOW", "evaluate.window.every", 20));
        assertThat(costs.estimate(TestSpecs.chains(settings), 600).rollouts() - last.rollouts())
                .as("40 steps have room for two versions of the student")
                .isEqualTo(50L * 32);
        settings.remove("evaluate.window.every");
        settings.putAll(Map.of("evaluate.checkpoints", "FIXED_STEP", "evaluate.step", 20));
        assertThat(costs.estimate(TestSpecs.chains(settings), 600).rollouts())
                .as("the whole training, and one version of the student")
                .isEqualTo(last.rollouts());
    }

    @Test
    void aHardSetThatIsThereIsNotScreenedAgain() {
        CostEstimator costs = new CostEstimator(Path::of);
        long screened = costs.estimate(TestSpecs.chains(Map.of("screen.samples", 16)), 600)
                .rollouts();
        for (Map<String, Object> taken :
                List.<Map<String, Object>>of(Map.of("screen.hardSet", "h"), Map.of("screen.from", 1))) {
            Map<String, Object> settings = new HashMap<>(taken);
            settings.put("screen.samples", 16);
            assertThat(screened
                            - costs.estimate(TestSpecs.chains(settings), 600).rollouts())
                    .as("with " + taken)
                    .isEqualTo(600L * 16);
        }
    }

    @Test
    void aChoiceAsksEachPromotedStudentTheTrainHalfAndInferenceSeedsRepeatEvaluations() {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "screen.from", 1,
                "methods.soarFrom", 1,
                "hardOnly.enabled", false,
                "soar.outer.steps", 8,
                "soar.outer.window", 3,
                "evaluate.problems", 50,
                "evaluate.samples", 32));
        CostEstimator costs = new CostEstimator(Path::of);
        assertThat(costs.estimate(TestSpecs.chains(settings), 601).maxRollouts())
                .as("base and promoted")
                .isEqualTo(2L * 50 * 32);
        settings.put("evaluate.promoted", "BEST_ON_TRAIN");
        CostEstimate best = costs.estimate(TestSpecs.chains(settings), 601);
        assertThat(best.rollouts()).as("without a promotion").isEqualTo(2L * 50 * 32);
        assertThat(best.maxRollouts())
                .as("a promotion empties the window of 3, so 8 steps have two; 300 of 601 problems are the train half")
                .isEqualTo(2L * 50 * 32 + 2 * 300);
        settings.put("evaluate.inferenceSeeds", 3);
        assertThat(costs.estimate(TestSpecs.chains(settings), 601).maxRollouts())
                .isEqualTo(3 * 2L * 50 * 32 + 2 * 300);
    }

    @Test
    void anAbsurdExperimentHasAnAbsurdEstimateAndNoNegativeOne() {
        ExperimentSpec absurd = TestSpecs.chains(Map.of(
                "soar.inner.questionsPerStep", 4096,
                "soar.inner.groupSize", 4096,
                "soar.outer.steps", 100_000,
                "soar.outer.sets", 1024,
                "soar.outer.repeats", 1024,
                "soar.inner.steps", 10_000,
                "soar.inner.maxSteps", 10_000));
        CostEstimate cost = new CostEstimator(Path::of).estimate(absurd, 600);
        assertThat(cost.maxRollouts()).isEqualTo(Long.MAX_VALUE);
        assertThat(cost.databaseBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aModelThatCantBeReadLeavesTheAdapterOut() {
        CostEstimate cost = new CostEstimator(Path::of).estimate(TestSpecs.chains(Map.of()), 600);
        assertThat(cost.adapterBytes()).isZero();
        assertThat(cost.rollouts()).isPositive();
    }
}
