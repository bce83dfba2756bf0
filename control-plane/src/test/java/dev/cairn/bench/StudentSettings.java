package dev.cairn.bench;

import dev.cairn.fleet.RunRequirements;
import dev.cairn.ports.Prompts;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.KlSettings;
import dev.cairn.settings.KlSettings.KlEstimator;
import dev.cairn.settings.KlSettings.KlPlacement;
import dev.cairn.settings.KlSettings.KlReference;
import dev.cairn.settings.LoraSettings;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The student of the preset {@code chains}.
 *
 * @param maxModelLength longest sequence in tokens, prompt and completion together
 */
record StudentSettings(SoarSettings soar, Prompts prompts, int maxModelLength) {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int SEQUENCES = 1024;

    static StudentSettings chains() {
        LossSettings usual = LossSettings.defaults();
        LossSettings withoutKl = new LossSettings(
                new KlSettings(0, KlEstimator.K2, KlPlacement.LOSS, KlReference.BASE),
                usual.aggregation(),
                usual.fixedLength(),
                usual.importance(),
                usual.importanceCap(),
                usual.maxGradNorm(),
                usual.mismatchLimit(),
                usual.maskTruncated());
        return new StudentSettings(
                new SoarSettings(
                        OuterSettings.defaults(),
                        new InnerSettings(10, 5, 15, 8, 16),
                        RoleSettings.teacherDefaults(),
                        new RoleSettings(2e-3, 0, 26, 1, 1.0 / 120, withoutKl),
                        new LoraSettings(8, 16),
                        AdamSettings.defaults(),
                        BeyondSettings.defaults()),
                Prompts.of(PromptSettings.plain("<teacher>", "<student>{question}=")),
                128);
    }

    /** The requirements of parallel students on engine and worker, as for a run. */
    RunRequirements needs(Path model, int students) {
        return new RunRequirements(
                model,
                maxModelLength,
                RunRequirements.Precision.FP32,
                soar.lora().rank(),
                2 * students + 2,
                SEQUENCES,
                students == 1,
                RunRequirements.Bridge.JEP,
                new RunRequirements.Gpus(1, null, null, null),
                null,
                null,
                new RunRequirements.Training(1, 16_384, 1, LONG, Duration.ofSeconds(10)),
                LONG);
    }

    String describe() {
        return "%d questions x %d completions of at most %d tokens, LoRA rank %d alpha %d, fp32, no KL, rate %s"
                .formatted(
                        soar.inner().questionsPerStep(),
                        soar.inner().groupSize(),
                        soar.student().maxTokens(),
                        soar.lora().rank(),
                        soar.lora().alpha(),
                        soar.student().learningRate());
    }
}
