package dev.cairn.fleet;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.platform.ChildRecord;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Generator.Serving;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.testing.Signals;
import java.io.FileOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Real vLLM and real trainer: wrong weights are refused, and a killed engine comes back as if nothing had been. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineFaultsTest {
    private static final Path PYTHON = Path.of(System.getenv().getOrDefault("CAIRN_PYTHON", "/usr/bin/python3"));
    private static final Pattern ANSWERED =
            Pattern.compile("(?m)^http_requests_total\\{[^}]*handler=\"/v1/completions\"[^}]*} ([0-9.]+)$");

    private final HttpClient http = HttpClient.newHttpClient();
    private final RealFleet fleet;

    EngineFaultsTest(@TempDir Path home) throws Exception {
        fleet = RealFleet.start(PYTHON, home.resolve("home"));
    }

    @BeforeAll
    void engineIsUp() throws Exception {
        assertThat(get("/health")).isEmpty();
    }

    @AfterAll
    void end() {
        fleet.close();
        http.close();
    }

    @Test
    void aStepOnSamplesOfAnOlderOrAnotherPolicyIsRefusedAndAppliesNothing() throws Exception {
        try (Session student = fleet.open(5);
                Session other = fleet.open(6);
                Session undisturbed = fleet.open(5)) {
            PolicyRef first = student.checkpoint(fleet.name("v0"));
            List<TrainingSequence> onFirst = fleet.sampled(first, 1);
            RealFleet.step(student, 0, onFirst);
            RealFleet.step(undisturbed, 0, onFirst);
            RealFleet.step(other, 0, fleet.sampled(other.publish(fleet.name("other0")), 2));
            PolicyRef second = student.checkpoint(fleet.name("v1"));
            PolicyRef anothers = other.checkpoint(fleet.name("other1"));
            assertThat(second.sha256()).isNotEqualTo(first.sha256()).isNotEqualTo(anothers.sha256());

            for (PolicyRef wrong : List.of(first, anothers)) {
                List<TrainingSequence> samples = fleet.sampled(wrong, 3);
                assertThatExceptionOfType(PortException.class)
                        .isThrownBy(() -> RealFleet.step(student, 1, samples))
                        .withMessageContaining("nothing was applied")
                        .withMessageContaining("sampled from other weights")
                        .matches(e -> e.remedy() == PortException.Remedy.FIX_REQUEST);
                assertThat(student.publish(fleet.name("refused")).sha256()).isEqualTo(second.sha256());
            }

            List<TrainingSequence> right = fleet.sampled(second, 3);
            StepReport report = RealFleet.step(student, 1, right);
            assertThat(report.mismatchMean()).isLessThan(1e-4);
            RealFleet.step(undisturbed, 1, right);
            // the moments as well as the tensors: a refused step leaves no trace in either
            List<TrainingSequence> third = fleet.sampled(student.publish(fleet.name("v2")), 4);
            RealFleet.step(student, 2, third);
            RealFleet.step(undisturbed, 2, third);
            assertThat(student.publish(fleet.name("v3")).sha256())
                    .isEqualTo(undisturbed.publish(fleet.name("undisturbed")).sha256());
        }
    }

    @Test
    @Tag("long")
    void anEngineKilledBetweenTwoCallsServesTheSameAdapterAfterItsRestart() throws Exception {
        try (Serving policy = fleet.ports().generator().acquire(fleet.name("between"), fleet.trained(7))) {
            List<List<Completion>> undisturbed = policy.generate(RealFleet.slots(20, 1), RealFleet.SAMPLED);
            long killed = killEngine();
            assertEqual(policy.generate(RealFleet.slots(20, 1), RealFleet.SAMPLED), undisturbed);
            assertThat(fleet.engine().pid()).isNotEqualTo(killed);
        }
    }

    @Test
    @Tag("long")
    void anEngineKilledInGenerationGivesWhatAnUndisturbedOneGives() throws Exception {
        List<PromptSlot> slots = RealFleet.slots(300, 2);
        try (Serving policy = fleet.ports().generator().acquire(fleet.name("generation"), fleet.trained(8));
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<List<Completion>> undisturbed = policy.generate(slots, RealFleet.SAMPLED);
            double answered = requestsAnswered();
            Future<List<List<Completion>>> flying = executor.submit(() -> policy.generate(slots, RealFleet.SAMPLED));
            // a request a slot, eight of them in flight: once one is answered, others are in the engine's hands
            await().pollInterval(Duration.ofMillis(10)).until(() -> requestsAnswered() > answered);
            killEngine();
            assertThat(flying).as("killed while it was still at work").isNotDone();
            assertEqual(flying.get(), undisturbed);
        }
    }

    @Test
    @Tag("long")
    void anEngineKilledWhileItLoadsAnAdapterLoadsItAndTheOthersAfterItsRestart() throws Exception {
        PolicyRef held = fleet.trained(9);
        PolicyRef loading = fleet.trained(10);
        List<List<Completion>> heldUndisturbed;
        List<List<Completion>> loadedUndisturbed;
        try (Serving before = fleet.ports().generator().acquire(fleet.name("undisturbed"), loading)) {
            loadedUndisturbed = before.generate(RealFleet.slots(20, 3), RealFleet.SAMPLED);
        }
        Path config = fleet.store().resolve(loading).resolve("adapter_config.json");
        Path aside = config.resolveSibling("aside.json");
        try (Serving other = fleet.ports().generator().acquire(fleet.name("held"), held);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            heldUndisturbed = other.generate(RealFleet.slots(20, 3), RealFleet.SAMPLED);
            // a pipe in the file's place: it can be opened for writing as soon as the engine reads it, not before
            Files.move(config, aside);
            assertThat(new ProcessBuilder("mkfifo", config.toString()).start().waitFor())
                    .isZero();
            String name = fleet.name("loading");
            Future<Generator.Serving> flying =
                    executor.submit(() -> fleet.ports().generator().acquire(name, loading));
            try (FileOutputStream reached = new FileOutputStream(config.toFile())) {
                assertThat(reached.getFD().valid()).isTrue();
                killEngine();
                Files.delete(config);
                Files.move(aside, config);
            }
            try (Serving loaded = flying.get()) {
                assertEqual(loaded.generate(RealFleet.slots(20, 3), RealFleet.SAMPLED), loadedUndisturbed);
            }
            assertEqual(other.generate(RealFleet.slots(20, 3), RealFleet.SAMPLED), heldUndisturbed);
        }
    }

    /** SIGKILL to vLLM's whole process group; returns when it is gone. */
    private long killEngine() throws Exception {
        ChildRecord engine = fleet.engine();
        Signals.sendToGroup("KILL", engine.pid());
        await().until(() -> engine.process().isEmpty());
        return engine.pid();
    }

    private double requestsAnswered() throws Exception {
        return ANSWERED.matcher(get("/metrics"))
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(fleet.engine(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static void assertEqual(List<List<Completion>> found, List<List<Completion>> wanted) {
        assertThat(lines(found)).isEqualTo(lines(wanted));
        List<Completion> all = wanted.stream().flatMap(List::stream).toList();
        List<Completion> again = found.stream().flatMap(List::stream).toList();
        for (int i = 0; i < all.size(); i++) {
            // The last digits depend on which requests share a step of the engine, and so on when they arrive.
            assertThat(again.get(i).logprobs()).containsExactly(all.get(i).logprobs(), within(1e-5f));
        }
    }

    private static List<String> lines(List<List<Completion>> completions) {
        return completions.stream()
                .flatMap(List::stream)
                .map(one -> Arrays.toString(one.tokens()) + one.finish())
                .toList();
    }
}
