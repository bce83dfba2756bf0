package dev.cairn.fleet;

import static dev.cairn.testing.Waiting.await;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalEnginesTest {
    private static final long GIB = 1L << 30;

    private final List<FakeEngine> started = new ArrayList<>();
    private long free = 100 * GIB;
    private long total = 100 * GIB;
    private @Nullable PortException failure;
    private EnginePlace.Starter starter = (_, number) -> {
        if (failure != null) {
            throw failure;
        }
        FakeEngine engine = new FakeEngine(number);
        started.add(engine);
        return engine;
    };

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
                .withMessageContaining("needs about 4.5 GiB of memory; the machine has 3.0 GiB left")
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
    void aRunThatSharesAnEngineNeedsMemoryForItsTrainer() throws Exception {
        LocalEngines engines = engines(2);
        use(engines, 1, option(128, 2));
        free = GIB / 2;
        assertThatThrownBy(() -> use(engines, 2, option(128, 2))).hasMessageContaining("about 1.0 GiB");
        free = GIB;
        use(engines, 2, option(128, 2));
        assertThat(started).hasSize(1);
    }

    @Test
    void memoryThatAStartingEngineHasNotTakenYetIsCounted() throws Exception {
        LocalEngines engines = engines(2);
        engines.reserve(List.of(option(128, 1)), claim(1));
        free = 7 * GIB;
        assertThatThrownBy(() -> use(engines, 2, option(128, 1))).hasMessageContaining("another run");
        free = 8 * GIB;
        use(engines, 2, option(128, 1));
        assertThat(use(engines, 1, option(128, 1))).isNotNull();
    }

    @Test
    void memoryThatTrainersHaveNotTakenYetIsCounted() throws Exception {
        LocalEngines engines = engines(3);
        total = 10 * GIB;
        use(engines, 1, option(128, 2));
        use(engines, 2, option(128, 2));
        assertThatThrownBy(() -> use(engines, 3, option(256, 1)))
                .hasMessageContaining("needs about 4.5 GiB of memory")
                .hasMessageContaining("and the runs at work need 5.5 GiB of the 9.0 GiB that all runs may use");
        total = 12 * GIB;
        use(engines, 3, option(256, 1));
    }

    @Test
    void noIdleEngineEndsForARunThatFindsNoRoomWithoutItEither() throws Exception {
        LocalEngines engines = engines(3);
        use(engines, 1, option(128, 1));
        use(engines, 2, option(128, 1));
        engines.ended(claim(2));
        free = GIB / 2;
        assertThatThrownBy(() -> use(engines, 3, option(256, 1))).isInstanceOf(PortException.class);
        assertThat(started).extracting(engine -> engine.closed).containsExactly(false, false);
        free = GIB;
        use(engines, 3, option(256, 1));
        assertThat(started).extracting(engine -> engine.closed).containsExactly(false, true, false);
    }

    @Test
    void theEngineOfAnAbandonedRunEndsUnlessOthersUseIt() throws Exception {
        LocalEngines engines = engines(3);
        use(engines, 1, option(128, 1));
        use(engines, 2, option(128, 2));
        use(engines, 3, option(128, 2));
        engines.abandon(claim(1), true);
        engines.abandon(claim(2), true);
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false);
    }

    @Test
    void gpusOfAnAbandonedRunAreKeptWhileItsTrainerMayUseThem() throws Exception {
        LocalEngines engines = engines(2);
        List<EngineOption> options = List.of(onGpus("0", "1"));
        start(engines, options, 1);
        engines.abandon(claim(1), false);
        assertThatThrownBy(() -> start(engines, options, 2)).isInstanceOf(PortException.class);
        engines.ended(claim(1));
        start(engines, options, 2);
    }

    @Test
    void anEngineThatDidNotStartOrWasGivenUpIsNotKept() throws Exception {
        LocalEngines engines = engines(2);
        failure = new PortException(Remedy.WAIT, "slow disk");
        assertThatThrownBy(() -> use(engines, 1, option(128, 1))).isSameAs(failure);
        engines.ended(claim(1));
        failure = null;
        use(engines, 2, option(128, 1));
        assertThat(started).extracting(engine -> engine.number).containsExactly(1);
        started.getFirst().up = false;
        engines.ended(claim(2));
        assertThat(engines.started()).isEmpty();
        assertThat(started.getFirst().closed).isTrue();
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
        assertThat(start(engines, options, 1).option()).isEqualTo(options.get(0));
        assertThat(start(engines, options, 2).option()).isEqualTo(options.get(1));
        assertThat(engines.gpus(claim(2))).isEqualTo(2);
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> start(engines, options, 3))
                .matches(e -> e.remedy() == Remedy.NO_ROOM);
        engines.ended(claim(1));
        start(engines, List.of(onGpus("2", "4"), onGpus("1", "4")), 3);
        assertThat(started).extracting(engine -> engine.closed).containsExactly(true, false, false);
    }

    @Test
    void theTrainerOfARunWithARegisteredEngineHasItsOwnGpu() throws Exception {
        LocalEngines engines = engines(3);
        start(engines, List.of(onGpus("0", "1")), 1);
        start(engines, List.of(onGpus("2", "3")), 2);
        engines.ended(claim(2));
        List<GpuPlan> plans = List.of(trainerOn("1"), trainerOn("2"));
        assertThat(engines.reserveGpus(plans, claim(3))).isEqualTo(plans.get(1));
        assertThat(started)
                .as("an idle engine makes room")
                .extracting(engine -> engine.closed)
                .containsExactly(false, true);
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> engines.reserveGpus(plans, claim(4)))
                .matches(e -> e.remedy() == Remedy.NO_ROOM);
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> engines.reserve(List.of(onGpus("2", "3")), claim(4)))
                .matches(e -> e.remedy() == Remedy.NO_ROOM);
    }

    @Test
    void aRunThatIsCancelledDoesNotWaitForTheStartOfASharedEngine() throws Exception {
        LocalEngines engines = engines(2);
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        starter = (_, number) -> {
            starting.countDown();
            mayEnd.await();
            FakeEngine engine = new FakeEngine(number);
            started.add(engine);
            return engine;
        };
        try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LocalEngine> first = runs.submit(() -> use(engines, 1, option(128, 2)));
            starting.await();
            EnginePlace shared = engines.reserve(List.of(option(128, 2)), claim(2));
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread second = Thread.ofPlatform().start(() -> {
                try {
                    shared.started(starter);
                } catch (Throwable e) {
                    outcome.complete(e);
                }
            });
            await().until(() -> second.getState() == Thread.State.WAITING);
            second.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            engines.ended(claim(2));
            assertThat(first.isDone()).isFalse();
            mayEnd.countDown();
            assertThat(first.get()).isSameAs(started.getFirst());
        }
    }

    @Test
    void anEngineThatIsStartingWhileAllAreClosedEnds() throws Exception {
        LocalEngines engines = engines(1);
        starter = (_, number) -> {
            engines.close();
            FakeEngine engine = new FakeEngine(number);
            started.add(engine);
            return engine;
        };
        assertThatThrownBy(() -> use(engines, 1, option(128, 1))).hasMessageContaining("ended while it started");
        assertThat(started.getFirst().closed).isTrue();
        assertThatThrownBy(() -> use(engines, 1, option(128, 1))).hasMessage("Cairn is stopping");
    }

    private EnginePlace start(LocalEngines engines, List<EngineOption> options, long run) throws InterruptedException {
        EnginePlace place = engines.reserve(options, claim(run));
        place.started(starter);
        return place;
    }

    private LocalEngines engines(int runsAtOnce) {
        return new LocalEngines(runsAtOnce, new MainMemory(() -> OptionalLong.of(free), () -> OptionalLong.of(total)));
    }

    private static Claim claim(long run) {
        return new Claim(run, 1);
    }

    private LocalEngine use(LocalEngines engines, long run, EngineOption option) throws InterruptedException {
        return engines.reserve(List.of(option), claim(run)).started(starter);
    }

    private static EngineOption option(int maxModelLength, int runs) {
        return new EngineOption(
                GpuPlan.NONE,
                plan(EnginePlan.Device.CPU, GpuShare.NONE, maxModelLength),
                Duration.ofMinutes(1),
                runs,
                new MainMemory.Needs(7 * GIB / 2, GIB));
    }

    private static EngineOption onGpus(String engine, String trainer) {
        GpuShare share = new GpuShare(List.of(engine), null);
        return new EngineOption(
                new GpuPlan(share, Integer.valueOf(trainer), Set.of(engine, trainer)),
                plan(EnginePlan.Device.GPU, share, 128),
                Duration.ofMinutes(1),
                1,
                MainMemory.Needs.NONE);
    }

    private static GpuPlan trainerOn(String gpu) {
        return new GpuPlan(GpuShare.NONE, Integer.valueOf(gpu), Set.of(gpu));
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
        public boolean isGivenUp() {
            return !up;
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
