package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.platform.GpuDevice;
import dev.cairn.platform.ModelShape;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.GpuShare;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Llama-3.2-3B in BF16 with rank 32, four students at a time, on GPUs of 24 to 80 GiB. */
class GpuPlanTest {
    private static final long GIB = 1L << 30;
    private static final ModelSize LLAMA_3B =
            new ModelSize(new ModelShape(28, 3072, 24, 8, 128, 8192, 128_256, 2), 6_425_000_000L, 2);
    private static final RunRequirements.Gpus CHOSEN_BY_CAIRN = new RunRequirements.Gpus(1, null, null, null);

    private static RunRequirements needs(
            RunRequirements.Gpus gpus, @Nullable String engine, @Nullable String worker, int microBatchTokens) {
        return new RunRequirements(
                Path.of("/models/llama"),
                4096,
                RunRequirements.Precision.BF16,
                32,
                10,
                1024,
                false,
                RunRequirements.Bridge.HTTP,
                gpus,
                engine,
                worker,
                new RunRequirements.Training(1, microBatchTokens, 4, Duration.ofMinutes(10), Duration.ofSeconds(5)),
                Duration.ofMinutes(10));
    }

    private static List<GpuDevice> gpus(int count, int gib) {
        return IntStream.range(0, count)
                .mapToObj(i -> new GpuDevice(Integer.toString(i), gib * GIB))
                .toList();
    }

    private static GpuPlan plan(RunRequirements.Gpus wanted, int count, int gib) {
        return GpuPlan.of(gpus(count, gib), needs(wanted, null, null, 8192), LLAMA_3B);
    }

    @Test
    void theSumsAreThoseOfTheModel() {
        assertThat(LLAMA_3B.cacheBytesPerToken()).isEqualTo(114_688);
        assertThat(LLAMA_3B.shape().adapterParameters(32)).isEqualTo(48_627_712);
        // docs/benchmarks.md: 0.35 MB a token were measured; the margin covers what is not counted here
        assertThat(1.25 * LLAMA_3B.activationBytesPerToken()).isBetween(350_000.0, 450_000.0);
    }

    @Test
    void oneGpuIsSharedAndTheTrainerKeepsWhatItNeeds() {
        GpuPlan plan = plan(CHOSEN_BY_CAIRN, 1, 80);
        assertThat(plan.trainer()).isZero();
        assertThat(plan.engine().devices()).containsExactly("0");
        assertThat(plan.devices()).containsExactly("0");
        assertThat(plan(CHOSEN_BY_CAIRN, 2, 80).devices()).containsExactlyInAnyOrder("0", "1");
        GpuMemory memory = GpuMemory.of(needs(CHOSEN_BY_CAIRN, null, null, 8192), LLAMA_3B);
        // weights 6.4, four sessions 3.1, activations 3.2, logits 0.8, CUDA 1.6 GB
        assertThat(memory.trainer()).isBetween(14_500_000_000L, 16_000_000_000L);
        assertThat(plan.engine().memory()).isEqualTo(0.82);
    }

    @Test
    void furtherRunsHaveOtherGpusIfThereAreEnoughForEngineAndTrainer() {
        assertThat(GpuPlan.options(gpus(5, 80), needs(CHOSEN_BY_CAIRN, null, null, 8192), LLAMA_3B))
                .extracting(plan -> plan.engine().devices().getFirst(), GpuPlan::trainer)
                .containsExactly(tuple("0", 1), tuple("2", 3));
        assertThat(GpuPlan.options(
                        gpus(4, 80), needs(new RunRequirements.Gpus(1, 2, null, null), null, null, 8192), LLAMA_3B))
                .extracting(GpuPlan::devices)
                .containsExactly(Set.of("2", "3"));
        assertThat(GpuPlan.options(gpus(3, 80), needs(CHOSEN_BY_CAIRN, null, "trainer-1", 8192), LLAMA_3B))
                .extracting(GpuPlan::devices)
                .containsExactly(Set.of("0"), Set.of("1"), Set.of("2"));
        assertThat(GpuPlan.options(gpus(2, 80), needs(CHOSEN_BY_CAIRN, "engine-1", null, 8192), LLAMA_3B))
                .extracting(GpuPlan::trainer)
                .containsExactly(0, 1);
    }

    @Test
    void aSubmissionLearnsWhatIsNeededAndWhyItDoesNotFit() {
        RunRequirements needs = needs(CHOSEN_BY_CAIRN, null, null, 8192);
        GpuNeeds fits = GpuNeeds.of(needs, LLAMA_3B, gpus(1, 80));
        assertThat(fits.problem()).isNull();
        assertThat(fits.gpus()).containsExactly(80 * GIB);
        assertThat(fits.trainer()).isBetween(14_500_000_000L, 16_000_000_000L);
        assertThat(GpuNeeds.of(needs, LLAMA_3B, gpus(1, 16)).problem()).contains("Use a second GPU");
        assertThat(GpuNeeds.of(needs, LLAMA_3B, gpus(2, 10)).problem()).contains("the engine needs about");
        assertThat(GpuNeeds.of(needs, LLAMA_3B, gpus(0, 0)).problem())
                .as("on a CPU")
                .isNull();
        RunRequirements elsewhere = needs(CHOSEN_BY_CAIRN, "engine", "worker", 8192);
        assertThat(GpuNeeds.of(elsewhere, LLAMA_3B, gpus(1, 1)).problem()).isNull();
    }

    @Test
    void largerMicroBatchesLeaveTheEngineLess() {
        GpuPlan plan = GpuPlan.of(gpus(1, 80), needs(CHOSEN_BY_CAIRN, null, null, 32_768), LLAMA_3B);
        assertThat(plan.engine().memory()).isEqualTo(0.71);
    }

    @Test
    void withTwoGpusEachHasItsOwnAndVllmItsDefault() {
        assertThat(plan(CHOSEN_BY_CAIRN, 2, 80))
                .isEqualTo(new GpuPlan(new GpuShare(List.of("0"), null), 1, Set.of("0", "1")));
    }

    @Test
    void anEngineOnSeveralGpusLeavesTheNextToTheTrainer() {
        assertThat(plan(new RunRequirements.Gpus(2, null, null, null), 4, 80))
                .isEqualTo(new GpuPlan(new GpuShare(List.of("0", "1"), null), 2, Set.of("0", "1", "2")));
        GpuPlan shared = plan(new RunRequirements.Gpus(2, null, null, null), 2, 80);
        assertThat(shared.trainer()).isEqualTo(1);
        assertThat(shared.engine().memory()).isEqualTo(0.82);
    }

    @Test
    void whatIsSetIsTaken() {
        assertThat(plan(new RunRequirements.Gpus(1, 1, 0, 0.5), 2, 80))
                .isEqualTo(new GpuPlan(new GpuShare(List.of("1"), 0.5), 0, Set.of("0", "1")));
        assertThat(plan(new RunRequirements.Gpus(1, 0, 0, 0.5), 1, 24).engine().memory())
                .isEqualTo(0.5);
    }

    @Test
    void aTrainerOfARegisteredWorkerTakesNothingHere() {
        GpuPlan plan = GpuPlan.of(gpus(1, 24), needs(CHOSEN_BY_CAIRN, null, "elsewhere", 8192), LLAMA_3B);
        assertThat(plan.engine()).isEqualTo(new GpuShare(List.of("0"), null));
        assertThat(plan.trainer()).isNull();
    }

    @Test
    void besideARegisteredEngineTheTrainerTakesTheFirstGpuWhateverItsSize() {
        RunRequirements trainerAlone = needs(CHOSEN_BY_CAIRN, "elsewhere", null, 8192);
        assertThat(GpuPlan.of(gpus(1, 24), trainerAlone, LLAMA_3B))
                .isEqualTo(new GpuPlan(GpuShare.NONE, 0, Set.of("0")));
        assertThat(GpuPlan.of(gpus(2, 24), trainerAlone, LLAMA_3B))
                .isEqualTo(new GpuPlan(GpuShare.NONE, 0, Set.of("0")));
    }

    @Test
    void aGpuThatIsTooSmallForBothIsRefusedWithTheSums() {
        assertThatThrownBy(() -> plan(CHOSEN_BY_CAIRN, 1, 24))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.FIX_REQUEST))
                .hasMessageContaining("GPU 0 has 24.0 GiB")
                .hasMessageContaining("execution.gpu.trainerDevice")
                .hasMessageContaining("execution.microBatchTokens");
    }

    @Test
    void devicesThatAreNotThereAndHeadsThatCannotBeDividedAreRefused() {
        assertThatThrownBy(() -> plan(new RunRequirements.Gpus(1, 2, null, null), 2, 80))
                .hasMessageContaining("execution.gpu.engineDevice is 2, but Cairn sees 2 GPUs");
        assertThatThrownBy(() -> plan(new RunRequirements.Gpus(1, null, 5, null), 2, 80))
                .hasMessageContaining("execution.gpu.trainerDevice is 5");
        assertThatThrownBy(() -> plan(new RunRequirements.Gpus(3, null, null, null), 2, 80))
                .hasMessageContaining("execution.gpu.tensorParallel is 3");
        assertThatThrownBy(() -> plan(new RunRequirements.Gpus(5, null, null, null), 8, 80))
                .hasMessageContaining("24 attention heads");
    }
}
