package dev.cairn.bridge.protocol;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.ports.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The headers of replies without an error, and the error. */
public final class Replies {
    private Replies() {}

    /** Nothing that is read: it was done, or its result is in the arrays. */
    public record Done() {}

    /**
     * A worker's versions.
     *
     * @param version of the package {@code cairn_workers}
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

    /** @param sha256 of the session's tensors as they are */
    public record Opened(String sha256) {
        public Opened {
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** What one step did; units and meanings as in {@link dev.cairn.ports.StepReport}. */
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
            double seconds) {}

    /** @param sha256 of the tensors that were written */
    public record Written(String sha256) {
        public Written {
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** @param closed how many sessions were closed */
    public record Closed(int closed) {}

    /**
     * Verdicts in the order of the answers.
     *
     * @param others those of the other rule, where it was asked
     */
    public record Verdicts(List<Verdict> verdicts, @Nullable List<Verdict> others) {
        public Verdicts {
            verdicts = List.copyOf(verdicts);
            others = others == null ? null : List.copyOf(others);
        }
    }

    /** Verdicts of both rules with their grounds, in the order of the answers. */
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

    /** What went wrong, as every reply can say in {@code error}. */
    public record Failure(
            @JsonProperty("class") FailureKind kind,
            @Nullable String message) {
        public Failure {
            Objects.requireNonNull(kind, "class");
        }
    }

    /** By what the caller should do. */
    public enum FailureKind {
        /** The request is wrong. */
        USER,
        /** Somebody else owns the run now. */
        STALE_FENCE,
        /** The session is gone: the attempt starts again. */
        UNKNOWN_SESSION,
        /** The sampler's log-probabilities are not these weights'. */
        MISMATCH,
        /** Loss or gradient is not finite; nothing was applied. */
        NON_FINITE,
        /** A smaller micro-batch may help. */
        OUT_OF_MEMORY,
        /** The device has no room for a model or an adapter. */
        NO_MEMORY,
        /** Others have it; the same request works later. */
        BUSY,
        /** The disk is full; the same request works once there is room. */
        NO_SPACE,
        /** It was asked for. */
        CANCELLED,
        /** A fault of the worker, or a kind of error that is not known here. */
        @JsonEnumDefaultValue
        INTERNAL
    }
}
