package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.testing.TestJson;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The defaults: the paper's where it states them; the numbers are written out here, and all must be present. */
class DefaultsTest {
    private static final Map<String, Object> SOAR_MD = Map.ofEntries(
            Map.entry("outer.steps", 200),
            Map.entry("outer.sets", 4),
            Map.entry("outer.questions", 64),
            Map.entry("outer.repeats", 4),
            Map.entry("outer.rewardQuestions", 64),
            Map.entry("outer.tau", 0.01),
            Map.entry("outer.window", 3),
            Map.entry("outer.maxAttempts", 64),
            Map.entry("outer.teacherRewards", "MEASURED"),
            Map.entry("outer.reward", "GROUNDED"),
            Map.entry("outer.learnabilitySamples", 32),
            Map.entry("inner.steps", 10),
            Map.entry("inner.stepsPerPromotion", 5),
            Map.entry("inner.maxSteps", 20),
            Map.entry("inner.questionsPerStep", 8),
            Map.entry("inner.groupSize", 32),
            Map.entry("teacher.learningRate", 1e-4),
            Map.entry("teacher.warmup", 20),
            Map.entry("teacher.maxTokens", 512),
            Map.entry("teacher.temperature", 1.0),
            Map.entry("teacher.rewardScale", 1.0),
            Map.entry("student.learningRate", 1e-4),
            Map.entry("student.warmup", 0),
            Map.entry("student.maxTokens", 1024),
            Map.entry("student.temperature", 1.0),
            Map.entry("student.rewardScale", 1.0),
            Map.entry("lora.rank", 32),
            Map.entry("lora.alpha", 64),
            Map.entry("adam.beta1", 0.9),
            Map.entry("adam.beta2", 0.999),
            Map.entry("adam.epsilon", 1e-8),
            Map.entry("adam.weightDecay", 0.0),
            Map.entry("beyond.racing.repeats", 0),
            Map.entry("beyond.racing.confidence", 0.9),
            Map.entry("beyond.racing.margin", 0.0),
            Map.entry("beyond.earlyStop.steps", 0),
            Map.entry("beyond.earlyStop.gain", 0.0),
            Map.entry("beyond.promotionConfidence", 0.0),
            Map.entry("beyond.maxSimilarity", 1.0),
            Map.entry("beyond.referenceCompletion", " \\boxed{{answer}}"));

    private static final Map<String, Object> LOSS = Map.ofEntries(
            Map.entry("kl.coefficient", 0.001),
            Map.entry("kl.estimator", "K2"),
            Map.entry("kl.placement", "LOSS"),
            Map.entry("kl.reference", "BASE"),
            Map.entry("aggregation", "SEQUENCE_SUM"),
            Map.entry("fixedLength", 1024),
            Map.entry("importance", "NONE"),
            Map.entry("importanceCap", 2.0),
            Map.entry("maxGradNorm", 1.0),
            Map.entry("mismatchLimit", 1e-4),
            Map.entry("maskTruncated", false));

    private final JsonNode defaults = TestJson.MAPPER.valueToTree(ExperimentSpec.defaults());

    @Test
    void theAlgorithmsDefaultsAreThoseOfSoarMd() {
        Map<String, Object> expected = new TreeMap<>(SOAR_MD);
        LOSS.forEach((name, value) -> {
            expected.put("teacher.loss." + name, value);
            expected.put("student.loss." + name, value);
        });
        assertThat(leaves("", defaults.get("soar"))).isEqualTo(expected);
    }

    @Test
    void screeningAndEvaluationFollowThePaper() {
        assertThat(defaults.at("/screen/samples").asInt()).as("fail@128").isEqualTo(128);
        assertThat(defaults.at("/evaluate/samples").asInt())
                .as("pass@k from 32 samples")
                .isEqualTo(32);
        assertThat(defaults.at("/evaluate/inferenceSeeds").asInt()).isEqualTo(1);
        assertThat(defaults.at("/evaluate/promoted").asText()).isEqualTo("LAST");
        assertThat(defaults.at("/evaluate/checkpoints").asText()).isEqualTo("LAST");
        assertThat(defaults.at("/evaluate/step").asInt())
                .as("with FIXED_STEP, as on OlympiadBench")
                .isEqualTo(50);
        assertThat(leaves("", defaults.at("/evaluate/window")))
                .isEqualTo(Map.of("smoothing", 25, "slopeShare", 0.15, "steps", 200, "every", 20));
    }

    private static Map<String, Object> leaves(String path, JsonNode node) {
        Map<String, Object> leaves = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                leaves.putAll(leaves(name, value));
            } else if (value.isTextual()) {
                leaves.put(name, value.asText());
            } else if (value.isBoolean()) {
                leaves.put(name, value.asBoolean());
            } else {
                leaves.put(name, value.isIntegralNumber() ? (Object) value.asInt() : (Object) value.asDouble());
            }
        }
        return leaves;
    }
}
