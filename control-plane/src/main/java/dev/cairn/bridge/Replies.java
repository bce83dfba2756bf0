package dev.cairn.bridge;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.ports.StepMetrics;
import dev.cairn.ports.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The headers of replies without an error, and the error. */
final class Replies {
    private Replies() {}

    /** An empty header: the result, if any, is in the arrays. */
    public record Done() {}

    /**
     * A worker's versions.
     *
     * @param version version of the package {@code cairn_workers}
     * @param python its interpreter's version
     * @param torch PyTorch's version
     * @param device {@code cpu} or {@code cuda}
     */
    public record Identity(String version, String python, String torch, String device) {
        public Identity {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(python, "python");
            Objects.requireNonNull(torch, "torch");
            Objects.requireNonNull(device, "device");
        }
    }

    /** @param sha256 hash of the session's current tensors */
    public record Opened(String sha256) {
        public Opened {
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** Measurements of one step; {@link dev.cairn.ports.StepReport} has units and meanings. */
    public record Stepped(
            double loss,
            @Nullable Double kl,
            double entropy,
            double gradientNorm,
            boolean clipped,
            boolean skipped,
            double mismatchMean,
            double mismatchMax,
            long tokens,
            double seconds,
            @Nullable Map<String, Double> metrics) {
        public Stepped {
            metrics = StepMetrics.checked(metrics);
        }
    }

    /** @param cosines one per part after the first, -1 to 1 */
    public record Alignment(List<Double> cosines) {
        public Alignment {
            cosines = List.copyOf(cosines);
        }
    }

    /** @param sha256 hash of the tensors written */
    public record Written(String sha256) {
        public Written {
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** @param closed number of sessions closed */
    public record Closed(int closed) {}

    /**
     * Verdicts in the order of the answers.
     *
     * @param others verdicts of the other rule, if it was asked
     */
    public record Verdicts(List<Verdict> verdicts, @Nullable List<Verdict> others) {
        public Verdicts {
            verdicts = List.copyOf(verdicts);
            others = others == null ? null : List.copyOf(others);
        }
    }

    /** Verdicts of both rules with their reasons, in the order of the answers. */
    public record Explanations(
            List<Explanation> strict,
            @JsonProperty("mathVerify") List<Explanation> mathVerify) {
        public Explanations {
            strict = List.copyOf(strict);
            mathVerify = List.copyOf(mathVerify);
        }
    }

    /** @param lengths in tokens, in the order of the prompts */
    public record Lengths(List<Integer> lengths) {
        public Lengths {
            lengths = List.copyOf(lengths);
        }
    }

    /**
     * @param before the text before a prompt
     * @param after the text after it
     * @param controls texts that the tokenizer reads as one control token, the longest first
     */
    public record Frame(String before, String after, List<String> controls) {
        public Frame {
            controls = List.copyOf(controls);
        }
    }

    /** An error, which every reply can contain in {@code error}. */
    public record Failure(
            @JsonProperty("class") FailureKind kind,
            @Nullable String message) {
        public Failure {
            Objects.requireNonNull(kind, "class");
        }
    }

    /** The kind of error, by what the caller should do. */
    public enum FailureKind {
        /** The request is wrong. */
        USER,
        /** Another owner has the run now. */
        STALE_FENCE,
        /** The session is lost: restart the attempt. */
        UNKNOWN_SESSION,
        /** The sampler's log-probabilities do not belong to these weights. */
        MISMATCH,
        /** Loss or gradient is not finite; nothing was applied. */
        NON_FINITE,
        /** A smaller micro-batch may help. */
        OUT_OF_MEMORY,
        /** The device has no room for a model or an adapter. */
        NO_MEMORY,
        /** In use by others; the same request works later. */
        BUSY,
        /** The disk is full; the same request works once there is room. */
        NO_SPACE,
        /** The operation was cancelled on request. */
        CANCELLED,
        /** A bug in the worker, or an unknown kind of error. */
        @JsonEnumDefaultValue
        INTERNAL
    }
}
