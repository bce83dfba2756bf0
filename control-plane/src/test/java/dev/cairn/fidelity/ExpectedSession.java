package dev.cairn.fidelity;

import java.util.List;

/**
 * What a trainer session must have been sent, recomputed from rows.
 *
 * @param unit the unit that opened it
 * @param from the policy it started from
 * @param freshMoments whether the optimizer started from zero
 * @param steps in their order
 */
record ExpectedSession(String unit, Pointer from, boolean freshMoments, List<Step> steps) {
    /** A policy as rows name it. */
    record Pointer(String path, String sha256, long optimizerSteps) {}

    record Step(double learningRate, List<Sequence> sequences) {}

    /** @param inLoss false where it was cut off and such completions are masked */
    record Sequence(StoredRollout rollout, double advantage, boolean inLoss) {}
}
