"""The choices of the trainer's operations; values are those of the worker protocol."""

from enum import StrEnum


class Precision(StrEnum):
    """Data type of the base model's weights; adapters are always fp32."""

    FP32 = "fp32"
    BF16 = "bf16"


class CheckpointingMode(StrEnum):
    """Whether activations are computed a second time in backward; `auto` looks at free memory."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class AdapterSource(StrEnum):
    """What a session's adapter starts from: a seed, or a policy's directory."""

    NEW = "new"
    POLICY = "policy"


class OptimizerStart(StrEnum):
    """Which AdamW moments a session starts with: zeros, or those stored with its policy."""

    FRESH = "fresh"
    CHECKPOINT = "checkpoint"


class CheckpointedOptimizer(StrEnum):
    """Whether a checkpoint holds AdamW's moments."""

    KEPT = "kept"
    LEFT_OUT = "left_out"


class Distribution(StrEnum):
    """Whose log-probabilities are wanted."""

    POLICY = "policy"
    BASE = "base"
    BASELINE = "baseline"


class KlEstimator(StrEnum):
    """Schulman, 'Approximating KL Divergence'; k1 is for the reward, k2 and k3 for the loss."""

    K1 = "k1"
    K2 = "k2"
    K3 = "k3"


class KlPlacement(StrEnum):
    """Where the KL term is applied: in the loss, or in the reward before the batch was sent."""

    LOSS = "loss"
    REWARD = "reward"


class KlReference(StrEnum):
    """What the KL term is taken against: the bare base model, or the baseline's adapter."""

    BASE = "base"
    BASELINE = "baseline"


class Aggregation(StrEnum):
    """How the terms of tokens become one loss; `loss` has the formulas."""

    SEQUENCE_SUM = "sequence_sum"
    TOKEN_MEAN = "token_mean"
    FIXED_LENGTH = "fixed_length"


class ImportanceCorrection(StrEnum):
    """Whether a token's term is weighted by the truncated ratio of trainer to sampler."""

    NONE = "none"
    TRUNCATED = "truncated"
