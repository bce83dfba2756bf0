package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.vllm.EnginePlan.Device;
import dev.cairn.vllm.EnginePlan.Precision;
import dev.cairn.vllm.EnginePlan.PrefixCache;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arguments for vLLM, read by the parser of the installed vLLM, which does not need an accelerator. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(300)
class EngineArgumentsTest {
    private static final String PARSE = """
            import sys
            from vllm.entrypoints.launchers.cli_args import make_arg_parser
            from vllm.utils.argparse_utils import FlexibleArgumentParser
            read = make_arg_parser(FlexibleArgumentParser()).parse_args(sys.argv[1:])
            names = ("dtype", "max_num_seqs", "max_num_batched_tokens", "max_loras", "enforce_eager",
                     "tensor_parallel_size", "gpu_memory_utilization")
            print("read", *(f"{name}={getattr(read, name)}" for name in names))
            """;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource(Device.class)
    void vllmsOwnParserTakesTheCommandOfEachDevice(Device device) throws Exception {
        Path python = Path.of(Objects.requireNonNull(System.getenv("CAIRN_PYTHON")));
        List<String> arguments = new EngineCommand(plan(python, device), new ApiKey("key")).command();
        List<String> parsed = new ArrayList<>(List.of(python.toString(), "-c", PARSE));
        parsed.addAll(arguments.subList(arguments.indexOf("--model"), arguments.size()));
        Path output = temporary.resolve("output");
        Process process = new ProcessBuilder(parsed)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as(said).isZero();
        assertThat(said)
                .contains(Map.of(
                                Device.CPU,
                                "read dtype=bfloat16 max_num_seqs=512 max_num_batched_tokens=66048 max_loras=17 enforce_eager=True tensor_parallel_size=1",
                                Device.GPU,
                                "read dtype=bfloat16 max_num_seqs=512 max_num_batched_tokens=None max_loras=17 enforce_eager=False tensor_parallel_size=2 gpu_memory_utilization=0.61")
                        .get(device));
    }

    private static EnginePlan plan(Path python, Device device) {
        return new EnginePlan(
                python,
                Path.of("/workers/src"),
                Path.of("/models/llama"),
                "base",
                8101,
                Precision.BFLOAT16,
                device,
                device == Device.GPU ? new GpuShare(List.of("0", "1"), 0.61) : GpuShare.NONE,
                32,
                16,
                4096,
                new EngineLimits(512, device == Device.CPU ? 65_536 : EngineLimits.ANY_PROMPT_TOKENS),
                2,
                new CpuLayout.WorkerProcess(),
                PrefixCache.ON);
    }
}
