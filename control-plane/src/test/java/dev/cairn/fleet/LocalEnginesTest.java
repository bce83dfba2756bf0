package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.testing.TestConfig;
import dev.cairn.vllm.CpuLayout;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EnginePlan;
import dev.cairn.vllm.GpuShare;
import dev.cairn.vllm.LocalEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalEnginesTest {
    private static final long GIB = 1L << 30;

    private final List<FakeEngine> started = new ArrayList<>();
    private long free = 100 * GIB;
    private @Nullable PortException failure;

    @Test
    void anIdleEngineServesTheNextRunWithTheSameNeeds() throws Exception {
        LocalEngines engines = engines(1);
        LocalEngine first = use(engines, 1, option(128, 1));
        engines.ended(claim(1));
        assertThat(use(engines, 2, option(128, 1))).isSameAs(first);
        engines.ended(claim(2));
        assertThat(use(engines, 3, option(256, 1))).isNotSameAs(first);
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false);
    }

    @Test
    void aRunThatMustBeRepeatableHasAnEngineOfItsOwn() throws Exception {
        LocalEngines engines = engines(2);
        assertThat(use(engines, 1, option(128, 1))).isNotSameAs(use(engines, 2, option(128, 1)));
        assertThat(started).extracting(engine -> engine.number).containsExactly(1, 2);
    }

    @Test
    void runsShareAnEngineThatHasRoomForAllOfThem() throws Exception {
        LocalEngines engines = engines(2);
        LocalEngine first = use(engines, 1, option(128, 2));
        assertThat(use(engines, 2, option(128, 2))).isSameAs(first);
        engines.ended(claim(1));
        assertThat(use(engines, 3, option(128, 2))).isSameAs(first);
        assertThat(started).hasSize(1);
    }

    @Test
    void aRunThatConnectsAgainKeepsItsEngine() throws Exception {
        LocalEngines engines = engines(2);
        LocalEngine first = use(engines, 1, option(128, 1));
        use(engines, 2, option(128, 1));
        assertThat(use(engines, 1, option(128, 1))).isSameAs(first);
        assertThat(started).hasSize(2);
    }

    @Test
    void anotherModelTakesTheNumberOfTheEngineThatMakesRoom() throws Exception {
        LocalEngines engines = engines(2);
        use(engines, 1, option(128, 1));
        use(engines, 2, option(128, 1));
        engines.ended(claim(1));
        use(engines, 3, option(256, 1));
        assertThat(started).extracting(engine -> engine.number).containsExactly(1, 2, 1);
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false, false);
    }

    @Test
    void withoutMemoryForAnotherEngineARunWaitsForOneToEnd() throws Exception {
        LocalEngines engines = engines(3);
        use(engines, 1, option(128, 1));
        free = 3 * GIB;
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> use(engines, 2, option(128, 1)))
                .withMessageContaining("needs about 3.5 GiB of memory, and the machine has 3.0 GiB left")
                .matches(e -> e.remedy() == Remedy.NO_ROOM);
        engines.ended(claim(1));
        use(engines, 2, option(256, 1));
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false);
    }

    @Test
    void theOnlyEngineIsStartedWhateverTheMemory() throws Exception {
        free = 0;
        use(engines(2), 1, option(128, 1));
        assertThat(started).hasSize(1);
    }

    @Test
    void memoryThatAStartingEngineHasNotTakenYetIsCounted() throws Exception {
        LocalEngines engines = engines(2);
        failure = new PortException(Remedy.WAIT, "slow disk");
        assertThatThrownBy(() -> use(engines, 1, option(128, 1))).isSameAs(failure);
        failure = null;
        free = 6 * GIB;
        assertThatThrownBy(() -> use(engines, 2, option(128, 1))).hasMessageContaining("another vLLM");
        free = 8 * GIB;
        use(engines, 2, option(128, 1));
        assertThat(use(engines, 1, option(128, 1))).isNotNull();
    }

    @Test
    void anEngineThatWasGivenUpIsReplaced() throws Exception {
        LocalEngines engines = engines(1);
        use(engines, 1, option(128, 1));
        started.getFirst().up = false;
        assertThat(engines.isDown(claim(1))).isTrue();
        assertThat(engines.isDown(claim(2))).isFalse();
        assertThat(use(engines, 1, option(128, 1))).isSameAs(started.getLast());
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false);
    }

    @Test
    void runsGetDifferentGpusAndWaitIfAllAreUsed() throws Exception {
        LocalEngines engines = engines(3);
        List<EngineOption> options = List.of(onGpus("0", "1"), onGpus("2", "3"));
        assertThat(engines.connect(options, claim(1)).option()).isEqualTo(options.get(0));
        assertThat(engines.connect(options, claim(2)).option()).isEqualTo(options.get(1));
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> engines.connect(options, claim(3)))
                .matches(e -> e.remedy() == Remedy.NO_ROOM);
        engines.ended(claim(1));
        engines.connect(List.of(onGpus("2", "4"), onGpus("1", "4")), claim(3));
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false, false);
    }

    private LocalEngines engines(int runsAtOnce) {
        return new LocalEngines(
                runsAtOnce,
                (option, number) -> {
                    if (failure != null) {
                        throw failure;
                    }
                    FakeEngine engine = new FakeEngine(number);
                    started.add(engine);
                    return engine;
                },
                new EngineMemory(() -> OptionalLong.of(free)));
    }

    private static Claim claim(long run) {
        return new Claim(run, 1);
    }

    private static LocalEngine use(LocalEngines engines, long run, EngineOption option) throws InterruptedException {
        return engines.connect(List.of(option), claim(run)).engine();
    }

    private static EngineOption option(int maxModelLength, int runs) {
        return new EngineOption(
                GpuPlan.NONE, plan(EnginePlan.Device.CPU, GpuShare.NONE, maxModelLength), Duration.ofMinutes(1), runs);
    }

    private static EngineOption onGpus(String engine, String trainer) {
        GpuShare share = new GpuShare(List.of(engine), null);
        return new EngineOption(
                new GpuPlan(share, Integer.valueOf(trainer), Set.of(engine, trainer)),
                plan(EnginePlan.Device.GPU, share, 128),
                Duration.ofMinutes(1),
                1);
    }

    private static EnginePlan plan(EnginePlan.Device device, GpuShare gpus, int maxModelLength) {
        return new EnginePlan(
                Path.of("/python"),
                Path.of("/workers"),
                TestConfig.MODEL,
                "base",
                1,
                EnginePlan.Precision.FLOAT32,
                device,
                gpus,
                8,
                4,
                maxModelLength,
                new EngineLimits(64, 1024),
                2,
                new CpuLayout.OneProcess(1),
                EnginePlan.PrefixCache.OFF);
    }

    private static final class FakeEngine implements LocalEngine {
        private final int number;
        private boolean up = true;
        private boolean closed;

        private FakeEngine(int number) {
            this.number = number;
        }

        @Override
        public Generator generator() {
            throw new AssertionError("nothing is generated here");
        }

        @Override
        public boolean isUp() {
            return up;
        }

        @Override
        public void awaitUp() {
            if (!up) {
                throw new PortException(Remedy.WAIT, "given up");
            }
        }

        @Override
        public List<Path> loaded() {
            return List.of();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
