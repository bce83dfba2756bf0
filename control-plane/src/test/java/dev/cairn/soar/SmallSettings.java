package dev.cairn.soar;

import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.KlSettings;
import dev.cairn.settings.LoraSettings;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;

/** Settings small enough to calculate results by hand. */
final class SmallSettings {
    static final int SETS = 2;
    static final int QUESTIONS = 3;
    static final int REPEATS = 3;
    static final int REWARD_QUESTIONS = 8;

    private SmallSettings() {}

    /** g=2, n=3, r=3, M=8, tau 0.01; 2 inner steps and 1 more a promotion, at most 3; 4 questions by 4 completions. */
    static SoarSettings soar(int outerSteps, int window) {
        return with(
                new OuterSettings(
                        outerSteps,
                        SETS,
                        QUESTIONS,
                        REPEATS,
                        REWARD_QUESTIONS,
                        0.01,
                        window,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32),
                role(LossSettings.defaults()));
    }

    /** The same, where the reward of a set is the alignment of gradients of 5 answers to each question. */
    static SoarSettings aligned(int outerSteps) {
        return with(
                new OuterSettings(
                        outerSteps,
                        SETS,
                        QUESTIONS,
                        REPEATS,
                        REWARD_QUESTIONS,
                        0.01,
                        2,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.ALIGNMENT,
                        5),
                role(LossSettings.defaults()));
    }

    static SoarSettings with(OuterSettings outer, RoleSettings student) {
        return new SoarSettings(
                outer,
                new InnerSettings(2, 1, 3, 4, 4),
                new RoleSettings(1e-3, 0, 64, 1, 1, LossSettings.defaults()),
                student,
                new LoraSettings(4, 8),
                AdamSettings.defaults(),
                BeyondSettings.defaults());
    }

    static RoleSettings role(LossSettings loss) {
        return new RoleSettings(1e-2, 0, 32, 1, 1, loss);
    }

    static LossSettings loss(KlSettings kl, boolean maskTruncated) {
        LossSettings usual = LossSettings.defaults();
        return new LossSettings(
                kl,
                usual.aggregation(),
                usual.fixedLength(),
                usual.importance(),
                usual.importanceCap(),
                usual.maxGradNorm(),
                usual.mismatchLimit(),
                maskTruncated);
    }
}
