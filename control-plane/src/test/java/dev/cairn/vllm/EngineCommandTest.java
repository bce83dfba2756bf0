package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.vllm.EnginePlan.Device;
import dev.cairn.vllm.EnginePlan.Precision;
import dev.cairn.vllm.EnginePlan.PrefixCache;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineCommandTest {
    private static final ApiKey KEY = new ApiKey("secret-key");

    @Test
    void oneSlotMoreThanAdaptersIsNeverFilled() {
        assertThat(command(plan(8, Device.CPU, PrefixCache.ON))).contains("--max-loras 5 --max-cpu-loras 5");
    }

    @Test
    void allPromptsInFlightFitIntoOneStepBesideRunningSequences() {
        assertThat(command(plan(8, Device.CPU, PrefixCache.ON)))
                .contains("--max-num-seqs 256 --max-num-batched-tokens 16640");
    }

    @Test
    void logprobsAreThoseOfTheDistributionSampledFrom() {
        assertThat(command(plan(8, Device.CPU, PrefixCache.ON)))
                .contains("--logprobs-mode processed_logprobs --generation-config vllm --dtype float32");
    }

    @Test
    void theRankIsRoundedUpToOneThatVllmTakes() {
        assertThat(command(plan(12, Device.CPU, PrefixCache.ON))).contains("--max-lora-rank 16 ");
        assertThatThrownBy(() -> command(plan(513, Device.CPU, PrefixCache.ON))).hasMessageContaining("above 512");
    }

    @Test
    void thePrefixCacheCanBeOff() {
        assertThat(command(plan(8, Device.CPU, PrefixCache.OFF))).contains("--no-enable-prefix-caching");
        assertThat(command(plan(8, Device.CPU, PrefixCache.ON))).doesNotContain("prefix-caching");
    }

    @Test
    void cpuSettingsStayOnCpu() {
        EngineProcess.Launch cpu = new EngineCommand(plan(8, Device.CPU, PrefixCache.ON), KEY).launch();
        assertThat(cpu.environment())
                .containsEntry("VLLM_ALLOW_RUNTIME_LORA_UPDATING", "True")
                .containsEntry("VLLM_CPU_KVCACHE_SPACE", "1")
                .containsEntry("OMP_NUM_THREADS", "1");
        assertThat(cpu.environment()).containsEntry("PYTHONPATH", "/workers/src");
        assertThat(cpu.command())
                .contains("--enforce-eager", "--worker-extension-cls", "cairn_workers.engine.extension.CpuKernels");
        EngineProcess.Launch gpu = new EngineCommand(plan(8, Device.GPU, PrefixCache.ON), KEY).launch();
        assertThat(gpu.environment()).doesNotContainKeys("VLLM_CPU_KVCACHE_SPACE", "OMP_NUM_THREADS", "PYTHONPATH");
        assertThat(gpu.command())
                .doesNotContain("--enforce-eager", "--worker-extension-cls", "--max-num-batched-tokens");
    }

    @Test
    void anEngineOnGpusTakesItsDevicesAndItsShareOfTheirMemory() {
        EngineProcess.Launch gpu = new EngineCommand(plan(8, Device.GPU, PrefixCache.ON), KEY).launch();
        assertThat(gpu.environment()).containsEntry("CUDA_VISIBLE_DEVICES", "2,3");
        assertThat(String.join(" ", gpu.command())).contains("--tensor-parallel-size 2 --gpu-memory-utilization 0.55");
        EngineProcess.Launch cpu = new EngineCommand(plan(8, Device.CPU, PrefixCache.ON), KEY).launch();
        assertThat(cpu.environment()).doesNotContainKey("CUDA_VISIBLE_DEVICES");
        assertThat(cpu.command()).doesNotContain("--tensor-parallel-size", "--gpu-memory-utilization");
    }

    @Test
    void theKeyIsInTheEnvironmentWhichOthersCanNotRead() {
        EngineProcess.Launch launch = new EngineCommand(plan(8, Device.CPU, PrefixCache.ON), KEY).launch();
        assertThat(launch.environment()).containsEntry("VLLM_API_KEY", "secret-key");
        assertThat(launch.command()).noneMatch(argument -> argument.contains("secret-key"));
        assertThat(KEY.toString()).doesNotContain("secret-key");
    }

    @Test
    void oneProcessComputesWithAsManyThreadsAsItIsTold() {
        EngineProcess.Launch one =
                new EngineCommand(plan(8, Device.CPU, new CpuLayout.OneProcess(2), PrefixCache.ON), KEY).launch();
        assertThat(one.environment()).containsEntry("OMP_NUM_THREADS", "2");
        assertThat(String.join(" ", one.command()))
                .contains("--distributed-executor-backend vllm.v1.executor.uniproc_executor.UniProcExecutor");
        assertThat(command(plan(8, Device.CPU, PrefixCache.ON))).doesNotContain("--distributed-executor-backend");
        assertThat(command(plan(8, Device.GPU, new CpuLayout.OneProcess(2), PrefixCache.ON)))
                .doesNotContain("--distributed-executor-backend");
    }

    private static String command(EnginePlan plan) {
        return String.join(" ", new EngineCommand(plan, KEY).command());
    }

    private static EnginePlan plan(int rank, Device device, PrefixCache cache) {
        return plan(rank, device, new CpuLayout.WorkerProcess(), cache);
    }

    private static EnginePlan plan(int rank, Device device, CpuLayout layout, PrefixCache cache) {
        return new EnginePlan(
                Path.of("/venv/bin/python"),
                Path.of("/workers/src"),
                Path.of("/models/tiny"),
                "base",
                8101,
                Precision.FLOAT32,
                device,
                device == Device.GPU ? new GpuShare(List.of("2", "3"), 0.55) : GpuShare.NONE,
                rank,
                4,
                128,
                new EngineLimits(256, 16_384),
                1,
                layout,
                cache);
    }
}
