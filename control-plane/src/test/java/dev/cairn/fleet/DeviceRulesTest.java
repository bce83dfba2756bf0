package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.PortException;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EnginePlan.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceRulesTest {
    private static final String LLAMA_3_2_3B = """
            {"hidden_size": 3072, "num_hidden_layers": 28, "num_attention_heads": 24,
             "num_key_value_heads": 8, "head_dim": 128, "intermediate_size": 8192}
            """;

    @TempDir
    private Path model;

    private RunRequirements needs(RunRequirements.Precision precision, int sequences) throws Exception {
        Files.writeString(model.resolve("config.json"), LLAMA_3_2_3B);
        return new RunRequirements(
                model,
                4096,
                precision,
                32,
                16,
                sequences,
                false,
                RunRequirements.Bridge.HTTP,
                new RunRequirements.Gpus(1, null, null, null),
                null,
                null,
                new RunRequirements.Training(1, 8192, 4, Duration.ofMinutes(2), Duration.ofSeconds(10)),
                Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({"CPU, 512, 4", "GPU, 512, 512", "GPU, 5000, 1024"})
    void onlyACpusCacheBoundsSequencesBelowWhatVllmTakes(Device device, int wanted, int allowed) throws Exception {
        EngineLimits limits = DeviceRules.limits(device, needs(RunRequirements.Precision.BF16, wanted));
        assertThat(limits.maxSequences()).isEqualTo(allowed);
    }

    @Test
    void onlyACpuBoundsPromptTokens() throws Exception {
        RunRequirements needs = needs(RunRequirements.Precision.BF16, 512);
        assertThat(DeviceRules.limits(Device.CPU, needs).maxPromptTokens()).isEqualTo(65_536);
        assertThat(DeviceRules.limits(Device.GPU, needs).maxPromptTokens()).isEqualTo(EngineLimits.ANY_PROMPT_TOKENS);
        assertThat(DeviceRules.limitsElsewhere(needs)).isEqualTo(new EngineLimits(512, EngineLimits.ANY_PROMPT_TOKENS));
    }

    @Test
    void fp32OnAGpuIsRefusedWithTheReasonAndTheRemedies() throws Exception {
        RunRequirements fp32 = needs(RunRequirements.Precision.FP32, 512);
        assertThatThrownBy(() -> DeviceRules.requireServable(Device.GPU, fp32))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.FIX_REQUEST))
                .hasMessageContaining("model.precision is FP32")
                .hasMessageContaining("kernels for adapters")
                .hasMessageContaining("CAIRN_DEVICE=cpu");
        RunRequirements bf16 = needs(RunRequirements.Precision.BF16, 512);
        assertThatCode(() -> {
                    DeviceRules.requireServable(Device.CPU, fp32);
                    DeviceRules.requireServable(Device.GPU, bf16);
                })
                .doesNotThrowAnyException();
    }
}
