package dev.cairn.vllm;

import dev.cairn.vllm.EnginePlan.Device;
import dev.cairn.vllm.EnginePlan.PrefixCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Translates an {@link EnginePlan} into vLLM's command line and environment. */
final class EngineCommand {
    /** On CPU, vLLM's own adapter kernels copy an adapter for every token, and more; see ADR 12 and 49. */
    private static final String CPU_KERNELS = "cairn_workers.engine.extension.CpuKernels";

    /** vLLM accepts this full name on CPU too; it replaces 'uni' by its worker process. */
    private static final String ONE_PROCESS = "vllm.v1.executor.uniproc_executor.UniProcExecutor";

    private final EnginePlan plan;
    private final ApiKey key;

    EngineCommand(EnginePlan plan, ApiKey key) {
        this.plan = plan;
        this.key = key;
    }

    EngineProcess.Launch launch() {
        return new EngineProcess.Launch(command(), environment(), plan.port());
    }

    List<String> command() {
        List<String> command =
                new ArrayList<>(List.of(plan.python().toString(), "-m", "vllm.entrypoints.openai.api_server"));
        command.addAll(List.of("--model", plan.model().toString()));
        command.addAll(List.of("--served-model-name", plan.servedName()));
        command.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(plan.port())));
        command.add("--enable-lora");
        // One slot stays empty: on CPU a request for the base model gets whatever adapter is in the last slot.
        command.addAll(List.of("--max-loras", String.valueOf(plan.maxAdapters() + 1)));
        command.addAll(List.of("--max-cpu-loras", String.valueOf(plan.maxAdapters() + 1)));
        command.addAll(List.of("--max-lora-rank", String.valueOf(rankStep())));
        command.addAll(List.of("--logprobs-mode", "processed_logprobs"));
        command.addAll(List.of("--generation-config", "vllm"));
        command.addAll(List.of("--dtype", plan.precision() == EnginePlan.Precision.FLOAT32 ? "float32" : "bfloat16"));
        command.addAll(List.of("--max-model-len", String.valueOf(plan.maxModelLength())));
        command.addAll(List.of("--max-num-seqs", String.valueOf(plan.limits().maxSequences())));
        if (plan.device() == Device.CPU) {
            command.addAll(List.of("--max-num-batched-tokens", String.valueOf(batchedTokens())));
            command.add("--enforce-eager");
            command.addAll(List.of("--worker-extension-cls", CPU_KERNELS));
            if (plan.cpuLayout() instanceof CpuLayout.OneProcess) {
                command.addAll(List.of("--distributed-executor-backend", ONE_PROCESS));
            }
        } else {
            command.addAll(gpus(plan.gpus()));
        }
        if (plan.prefixCache() == PrefixCache.OFF) {
            command.add("--no-enable-prefix-caching");
        }
        command.addAll(List.of("--disable-log-stats", "--disable-uvicorn-access-log"));
        return command;
    }

    private static List<String> gpus(GpuShare gpus) {
        List<String> arguments = new ArrayList<>(
                List.of("--tensor-parallel-size", String.valueOf(gpus.devices().size())));
        Double memory = gpus.memory();
        if (memory != null) {
            arguments.addAll(List.of("--gpu-memory-utilization", String.valueOf(memory)));
        }
        return arguments;
    }

    /**
     * All prompts in flight fit into one step together with the running sequences, so that none is prefilled in parts.
     */
    private int batchedTokens() {
        return Math.max(plan.limits().maxPromptTokens(), plan.maxModelLength())
                + plan.limits().maxSequences();
    }

    /** Rounds up to a rank that vLLM accepts. */
    private int rankStep() {
        for (int rank : new int[] {1, 8, 16, 32, 64, 128, 256, 320, 512}) {
            if (rank >= plan.maxRank()) {
                return rank;
            }
        }
        throw new IllegalArgumentException(
                "adapter rank " + plan.maxRank() + " is above 512, the highest that vLLM accepts; lower lora.rank");
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("VLLM_ALLOW_RUNTIME_LORA_UPDATING", "True");
        if (!key.isNone()) {
            // Not passed as an argument, since every user of this machine can read those.
            environment.put("VLLM_API_KEY", key.text());
        }
        environment.put("HF_HUB_OFFLINE", "1");
        environment.put("VLLM_NO_USAGE_STATS", "1");
        environment.put("DO_NOT_TRACK", "1");
        environment.put("TOKENIZERS_PARALLELISM", "false");
        environment.put("PYTHONUNBUFFERED", "1");
        if (plan.device() == Device.CPU) {
            environment.put("PYTHONPATH", plan.workers().toString());
            environment.put("VLLM_CPU_KVCACHE_SPACE", String.valueOf(plan.cpuCacheGib()));
            environment.put("OMP_NUM_THREADS", String.valueOf(computingThreads()));
        } else {
            environment.put("CUDA_VISIBLE_DEVICES", String.join(",", plan.gpus().devices()));
        }
        return environment;
    }

    /** A worker process gets its number of threads from vLLM, which binds them to cores (auto: all but one). */
    private int computingThreads() {
        return switch (plan.cpuLayout()) {
            case CpuLayout.OneProcess one -> one.threads();
            case CpuLayout.WorkerProcess _ -> 1;
        };
    }
}
