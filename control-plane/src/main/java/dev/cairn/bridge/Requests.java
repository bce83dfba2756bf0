package dev.cairn.bridge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.bridge.WorkerSettings.Precision;
import dev.cairn.ports.Trainer.Distribution;
import dev.cairn.ports.TrainerSession.OptimizerState;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.KlSettings;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.LossSettings.Aggregation;
import dev.cairn.settings.LossSettings.Importance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of requests to a worker. Null values are left out. Paths are absolute, as the worker sees them. */
final class Requests {
    private Requests() {}

    /** Asks for the worker's versions. */
    public record Hello() {}

    /**
     * Loads the base model, unless it is already loaded.
     *
     * @param microBatchTokens limit on the tokens of one forward pass
     * @param logitsChunk number of completion positions whose logits are held at a time
     * @param device the GPU, counted from 0; if absent the first one, or the CPU
     */
    public record Base(
            String path,
            int threads,
            int microBatchTokens,
            int logitsChunk,
            Precision precision,
            GradientCheckpointing gradientCheckpointing,
            @Nullable Integer device) {}

    /** Whether activations are computed a second time in backward; {@code AUTO} looks at free memory. */
    public enum GradientCheckpointing {
        AUTO,
        ON,
        OFF
    }

    /**
     * Opens a training session.
     *
     * @param fence fence of the run's owner; a worker refuses one that is lower than the last it saw
     * @param base the path of the base model, which is loaded
     * @param baseline the directory of the frozen policy, if the KL is measured against it
     */
    public record Open(
            String session,
            long run,
            long fence,
            String base,
            Source source,
            OptimizerState optimizer,
            Lora lora,
            AdamSettings adam,
            @Nullable String baseline) {}

    /** Where the adapter's weights come from. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Source.New.class, name = "new"),
        @JsonSubTypes.Type(value = Source.Policy.class, name = "policy")
    })
    public sealed interface Source {
        /** B = 0, A drawn from the seed. */
        record New(long seed) implements Source {}

        /** The tensors in a policy's directory. */
        record Policy(String path) implements Source {}
    }

    /** The adapter's shape. */
    public record Lora(int rank, int alpha) {}

    /**
     * One optimizer step on the batch in the arrays.
     *
     * @param sequence counts the session's steps from 0, which distinguishes a repeated call from a new one
     * @param temperature the sampler's; logits are divided by it
     */
    public record Step(String session, int sequence, double learningRate, double temperature, Loss loss) {}

    /** The loss as the settings have it, without what is applied before the worker. */
    public record Loss(
            KlSettings kl,
            Aggregation aggregation,
            int fixedLength,
            Importance importance,
            double importanceCap,
            double maxGradNorm,
            double mismatchLimit) {
        public static Loss of(LossSettings settings) {
            return new Loss(
                    settings.kl(),
                    settings.aggregation(),
                    settings.fixedLength(),
                    settings.importance(),
                    settings.importanceCap(),
                    settings.maxGradNorm(),
                    settings.mismatchLimit());
        }
    }

    /** Log-probabilities of the batch's completion tokens under one distribution. */
    public record Logprobs(String session, Distribution distribution, double temperature) {}

    /**
     * Cosines between the gradient on the batch's first part and that on each other part.
     *
     * @param temperature the sampler's; logits are divided by it
     * @param loss its KL term is left out
     * @param sizes number of sequences of each part, in the batch's order
     */
    public record Alignment(String session, double temperature, Loss loss, List<Integer> sizes) {
        public Alignment {
            sizes = List.copyOf(sizes);
        }
    }

    /** Writes the adapter for an engine. */
    public record Publish(String session, String directory) {}

    /** Writes the adapter durably. */
    public record Checkpoint(String session, String directory, Moments optimizer) {}

    /** Whether the optimizer's moments are written next to the tensors. */
    public enum Moments {
        KEPT,
        LEFT_OUT
    }

    /** Closes a session. */
    public record Close(String session) {}

    /** Closes all sessions of a run that were opened under lower fences. */
    public record CloseRun(long run, long fence) {}

    /**
     * Judges answers.
     *
     * @param tolerances one per pair, null for a pair without one; absent if no pair has one
     * @param rule the rule that decides
     * @param other whether the other rule is asked too
     * @param timeout limit on one pair under one rule, in seconds
     */
    public record Verify(
            List<String> references,
            List<String> answers,
            @Nullable List<@Nullable Double> tolerances,
            GradingRule rule,
            boolean other,
            double timeout) {
        public Verify {
            references = List.copyOf(references);
            answers = List.copyOf(answers);
            tolerances = copy(tolerances);
        }
    }

    /** Judges answers under both rules, with reasons; otherwise like {@link Verify}. */
    public record Explain(
            List<String> references,
            List<String> answers,
            @Nullable List<@Nullable Double> tolerances,
            double timeout) {
        public Explain {
            references = List.copyOf(references);
            answers = List.copyOf(answers);
            tolerances = copy(tolerances);
        }
    }

    /**
     * Asks whether a rule can parse answers.
     *
     * @param timeout limit on one answer, in seconds
     */
    public record Parses(List<String> answers, GradingRule rule, double timeout) {
        public Parses {
            answers = List.copyOf(answers);
        }
    }

    /** Counts prompts' tokens with a model's tokenizer. */
    public record Lengths(String model, List<String> prompts) {
        public Lengths {
            prompts = List.copyOf(prompts);
        }
    }

    /**
     * Asks for the frame of prompts.
     *
     * @param chatTemplate whether they are the user's message in the model's chat template
     * @param systemPrompt the template's system message; absent leaves it to the template
     * @param enableThinking what the template is told; absent leaves it to the template
     */
    public record Frame(
            String model,
            boolean chatTemplate,
            @Nullable String systemPrompt,
            @Nullable Boolean enableThinking) {}

    private static @Nullable List<@Nullable Double> copy(@Nullable List<@Nullable Double> tolerances) {
        return tolerances == null ? null : Collections.unmodifiableList(new ArrayList<>(tolerances));
    }
}
