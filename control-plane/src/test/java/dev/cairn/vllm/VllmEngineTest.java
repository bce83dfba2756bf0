package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Generator.Serving;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StorageRoot;
import dev.cairn.testing.TestConfig;
import dev.cairn.vllm.EnginePlan.Device;
import dev.cairn.vllm.EnginePlan.Precision;
import dev.cairn.vllm.EnginePlan.PrefixCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The generator and the supervisor with a real vLLM on a tiny model; CAIRN_PYTHON names the interpreter that has it. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VllmEngineTest {
    private static final Path PYTHON = Path.of(System.getenv().getOrDefault("CAIRN_PYTHON", "/usr/bin/python3"));
    private static final EngineLimits LIMITS = new EngineLimits(512, 16_384);
    private static final int MAX_ADAPTERS = 8;
    private static final ApiKey KEY = new ApiKey("key-of-this-test");
    private static final Sampling SAMPLED = new Sampling(1, 4, 14);
    private static final Sampling GREEDY = new Sampling(0, 1, 14);

    private final AtomicInteger names = new AtomicInteger();
    private final Path directory;
    private final VllmSupervisor supervisor;
    private final EngineSettings settings;
    private final VllmGenerator generator;

    VllmEngineTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        makeModel();
        supervisor = new VllmSupervisor(
                plan(),
                SupervisorSettings.standard(),
                new LocalLauncher(directory),
                InstantSource.system(),
                KEY,
                line -> {});
        settings = new EngineSettings(
                supervisor.url(),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                LIMITS,
                MAX_ADAPTERS,
                RetryPolicy.standard(),
                KEY,
                Origin.CHILD);
        generator = new VllmGenerator(settings, supervisor, policy -> directory.resolve(policy.path()));
        supervisor.whenRestarted(generator::republish);
    }

    @BeforeAll
    void start() throws Exception {
        supervisor.start();
    }

    @AfterAll
    void end() {
        generator.close();
        supervisor.close();
    }

    @Test
    @Order(1)
    void theEngineHasWhatCairnNeeds() throws Exception {
        EngineCapabilities found = EngineCapabilities.probe(settings, supervisor, new EngineNeeds("base", 128));
        assertThat(found.version()).startsWith("0.32");
        assertThat(found.modelRoot()).isEqualTo(directory.resolve("model").toString());
        assertThatThrownBy(() -> EngineCapabilities.probe(settings, supervisor, new EngineNeeds("base", 129)))
                .hasMessageContaining("--max-model-len 129");
    }

    @Test
    @Order(2)
    void tokensAndLogprobsComeBackForEverySample() throws Exception {
        try (Generator.Serving policy = acquire(0)) {
            List<PromptSlot> slots = List.of(new PromptSlot("1+1=?", 1L << 60), new PromptSlot("2*3=?", 2L << 60));
            List<List<Completion>> completions = policy.generate(slots, SAMPLED);
            assertThat(completions)
                    .hasSize(2)
                    .allSatisfy(samples -> assertThat(samples).hasSize(4).allSatisfy(VllmEngineTest::assertWhole));
            assertThat(completions.getFirst().getFirst().promptTokens()).hasSize(5);
        }
    }

    private static void assertWhole(Completion completion) {
        assertThat(completion.tokens()).hasSizeBetween(1, 14);
        assertThat(completion.logprobs()).hasSameSizeAs(completion.tokens());
        for (float logprob : completion.logprobs()) {
            assertThat(logprob).isLessThanOrEqualTo(0);
        }
        int last = completion.tokens()[completion.tokens().length - 1];
        assertThat(completion.finish()).isEqualTo(last == 2 ? FinishReason.STOP : FinishReason.LENGTH);
    }

    @Test
    @Order(3)
    void theSeedAloneDecidesWhatIsSampled() throws Exception {
        try (Generator.Serving policy = acquire(0)) {
            List<PromptSlot> slots =
                    List.of(new PromptSlot("7-2=?", 5), new PromptSlot("7-2=?", 900), new PromptSlot("7-2=?", 5));
            List<List<Completion>> completions = policy.generate(slots, SAMPLED);
            assertThat(tokens(completions.get(0))).isEqualTo(tokens(completions.get(2)));
            assertThat(tokens(completions.get(0))).isNotEqualTo(tokens(completions.get(1)));
            assertThat(tokens(completions.get(0))).doesNotHaveDuplicates();
        }
    }

    @Test
    @Order(4)
    void sampleJOfASeedIsSampleZeroOfSeedPlusJ() throws Exception {
        try (Generator.Serving policy = acquire(0)) {
            List<List<Completion>> together = policy.generate(List.of(new PromptSlot("7-2=?", 40)), SAMPLED);
            List<List<Completion>> third =
                    policy.generate(List.of(new PromptSlot("7-2=?", 42)), new Sampling(1, 1, 14));
            assertThat(tokens(together.getFirst()).get(2))
                    .isEqualTo(tokens(third.getFirst()).getFirst());
        }
    }

    @Test
    @Order(5)
    void greedyAnswersDoNotDependOnWhatSharesTheRequest() throws Exception {
        List<PromptSlot> slots = IntStream.range(0, 80)
                .mapToObj(number -> new PromptSlot(number + "*2=?", number))
                .toList();
        try (Generator.Serving policy = acquire(1)) {
            List<List<Completion>> all = policy.generate(slots, GREEDY);
            List<List<Completion>> one = policy.generate(slots.subList(70, 71), GREEDY);
            assertThat(tokens(all.get(70))).isEqualTo(tokens(one.getFirst()));
            assertThat(all.get(70).getFirst().logprobs()[0])
                    .isCloseTo(one.getFirst().getFirst().logprobs()[0], within(1e-4f));
        }
    }

    @Test
    @Order(6)
    void adaptersDifferAndAreGoneAfterClosing() throws Exception {
        List<PromptSlot> slots = List.of(new PromptSlot("1+2=?", 3));
        List<List<Integer>> first;
        try (Generator.Serving a = acquire(0);
                Generator.Serving b = acquire(1)) {
            first = tokens(a.generate(slots, SAMPLED).getFirst());
            assertThat(tokens(b.generate(slots, SAMPLED).getFirst())).isNotEqualTo(first);
        }
        EngineCapabilities found = EngineCapabilities.probe(settings, supervisor, new EngineNeeds("base", 128));
        assertThat(found.adapters()).isEmpty();
        try (Generator.Serving again = acquire(0)) {
            assertThat(tokens(again.generate(slots, SAMPLED).getFirst())).isEqualTo(first);
        }
    }

    @Test
    @Order(7)
    void aMissingAdapterDirectoryIsTold() {
        assertThatThrownBy(() -> generator.acquire("missing", new PolicyRef(StorageRoot.SCRATCH, "nowhere", "0")))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    @Order(8)
    void anInterruptedCallLeavesTheEngineUsable() throws Exception {
        List<PromptSlot> slots = IntStream.range(0, 64)
                .mapToObj(number -> new PromptSlot(number + "+1=?", number * 1000L))
                .toList();
        try (Generator.Serving policy = acquire(0);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<List<Completion>>> running =
                    executor.submit(() -> policy.generate(slots, new Sampling(1, 32, 100)));
            Thread.sleep(500);
            running.cancel(true);
            assertThat(policy.generate(slots.subList(0, 1), SAMPLED)).hasSize(1);
        }
    }

    @Test
    @Order(9)
    void aKilledEngineComesBackWithItsAdaptersAndCallsGoOn() throws Exception {
        List<PromptSlot> slots = IntStream.range(0, 16)
                .mapToObj(number -> new PromptSlot(number + "+1=?", number * 1000L))
                .toList();
        Sampling sampling = new Sampling(1, 16, 60);
        try (Generator.Serving policy = acquire(0);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<List<Completion>> undisturbed = policy.generate(slots, sampling);
            Future<List<List<Completion>>> flying = executor.submit(() -> policy.generate(slots, sampling));
            Thread.sleep(200);
            apiServer().destroyForcibly();
            assertThat(flying.get().stream().map(VllmEngineTest::tokens).toList())
                    .isEqualTo(undisturbed.stream().map(VllmEngineTest::tokens).toList());
            EngineCapabilities found = EngineCapabilities.probe(settings, supervisor, new EngineNeeds("base", 128));
            assertThat(found.adapters()).hasSize(1);
        }
    }

    @Test
    @Order(10)
    void aKilledEngineCoreIsNoticedToo() throws Exception {
        try (Generator.Serving policy = acquire(0)) {
            engineCore().destroyForcibly();
            assertThat(policy.generate(List.of(new PromptSlot("1+1=?", 1)), SAMPLED))
                    .hasSize(1);
        }
    }

    @Test
    @Order(3)
    void textIsWhatTheTokensSayWithSpecialTokensVisibleAndTheStopTokenLeftOut() throws Exception {
        TokenizerFile vocabulary = TokenizerFile.read(directory.resolve("model/tokenizer.json"));
        // The hottest that vLLM takes, so that special tokens are drawn too.
        Sampling hot = new Sampling(2, 256, 14);
        try (Generator.Serving policy = acquire(0)) {
            List<Completion> completions =
                    policy.generate(List.of(new PromptSlot("1+1=?", 77)), hot).getFirst();
            assertThat(completions)
                    .allSatisfy(one -> assertThat(one.text()).isEqualTo(vocabulary.decode(withoutStop(one))));
            assertThat(completions).extracting(Completion::finish).contains(FinishReason.STOP, FinishReason.LENGTH);
            assertThat(completions).extracting(Completion::text).anyMatch(text -> text.contains("<"));
        }
    }

    private static int[] withoutStop(Completion completion) {
        int stopped = completion.finish() == FinishReason.STOP ? 1 : 0;
        return Arrays.copyOf(completion.tokens(), completion.tokens().length - stopped);
    }

    private Serving acquire(int adapter) throws InterruptedException {
        return generator.acquire(
                "r1/t0/trial/0/0/s" + names.incrementAndGet() + "/f1.1",
                new PolicyRef(StorageRoot.SCRATCH, "adapter-" + adapter, "0"));
    }

    private static List<List<Integer>> tokens(List<Completion> completions) {
        return completions.stream()
                .map(completion -> IntStream.of(completion.tokens()).boxed().toList())
                .toList();
    }

    private static ProcessHandle apiServer() {
        return descendant("api_server");
    }

    /** The API server's child that is not multiprocessing's helper. */
    private static ProcessHandle engineCore() {
        return apiServer()
                .children()
                .filter(child -> !child.info().commandLine().orElse("").contains("resource_tracker"))
                .findFirst()
                .orElseThrow();
    }

    private static ProcessHandle descendant(String word) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> {
                    ProcessHandle.Info info = child.info();
                    return info.command().orElse("").contains("python")
                            && info.commandLine().orElse("").contains(word);
                })
                .findFirst()
                .orElseThrow();
    }

    private EnginePlan plan() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new EnginePlan(
                    PYTHON,
                    TestConfig.WORKERS,
                    directory.resolve("model"),
                    "base",
                    free.getLocalPort(),
                    Precision.FLOAT32,
                    Device.CPU,
                    GpuShare.NONE,
                    8,
                    MAX_ADAPTERS,
                    128,
                    LIMITS,
                    1,
                    new CpuLayout.OneProcess(1),
                    PrefixCache.OFF);
        }
    }

    private void makeModel() throws Exception {
        Path log = directory.resolve("model.log");
        Process making = new ProcessBuilder(
                        PYTHON.toString(), TestConfig.TINY_LLAMA.toString(), directory.toString(), "2")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(making.waitFor()).as(() -> log.toString()).isZero();
    }
}
