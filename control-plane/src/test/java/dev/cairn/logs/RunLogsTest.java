package dev.cairn.logs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.LogNames;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.platform.Home;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogsTest {
    private static final DateTimeFormatter ENGINE_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final TestRuns runs = new TestRuns(TestDatabase.empty());

    @TempDir
    private Path directory;

    private Home home;
    private RunLogs logs;

    @BeforeEach
    void home() {
        home = Home.at(directory.resolve("home"));
        logs = new RunLogs(home, runs.store(), new LogNames(runs.jdbc()), new ObjectMapper(), Clock.systemUTC());
    }

    @Test
    void aRunHasItsOwnLinesOfTheControlPlane() throws IOException {
        Run run = running();
        write("control-plane.log", line(run.id().value() + 1, "INFO", "of another run"));
        write("control-plane.log", line(run.id().value(), "INFO", "claimed"));
        write("control-plane.log", line(run.id().value(), "WARN", "password=hunter2"));
        LogPage page = page(run, "control-plane", "debug", null, null);
        assertThat(page.items()).extracting(LogEntry::text).containsExactly("claimed", "password=***");
        assertThat(texts(page(run, "control-plane", "warn", null, null))).containsExactly("password=***");
        assertThat(texts(page(run, "control-plane", "debug", "CLAIM", null))).containsExactly("claimed");

        write("control-plane.log", line(run.id().value(), "ERROR", "failed"));
        LogPage next = page(run, "control-plane", "debug", null, page.newer());
        assertThat(texts(next)).containsExactly("failed");
        assertThat(texts(page(run, "control-plane", "debug", null, next.older())))
                .containsExactly("claimed", "password=***");
    }

    @Test
    void anEnginesLinesAreThoseOfItsTime() throws IOException {
        Run run = running();
        write(
                "vllm.log",
                "INFO %s [a.py:1] long before\n"
                        .formatted(ENGINE_TIME.format(Instant.now().minusSeconds(600))));
        write("vllm.log", "INFO %s [a.py:1] meanwhile\n".formatted(ENGINE_TIME.format(Instant.now())));
        LogPage page = page(run, "engine", "debug", null, null);
        assertThat(texts(page)).containsExactly("meanwhile");
        assertThat(page.note()).contains("other runs may have used the engine");
    }

    @Test
    void anEnginesLinesAreThoseOfTheEngineThatServedTheRun() throws IOException {
        Run run = running();
        LogNames names = new LogNames(runs.jdbc());
        long fence = runs.held(run.id()).fence();
        names.store(run.id(), fence, "vllm-2", "worker-2");
        write("vllm.log", "INFO %s [a.py:1] of another run\n".formatted(ENGINE_TIME.format(Instant.now())));
        write("vllm-2.log", "INFO %s [a.py:1] of this one\n".formatted(ENGINE_TIME.format(Instant.now())));
        assertThat(texts(page(run, "engine", "debug", null, null))).containsExactly("of this one");

        names.store(run.id(), fence - 1, "vllm", null);
        assertThat(names.engine(run.id())).as("a former owner changes nothing").contains("vllm-2");
        assertThat(names.worker(run.id())).contains("worker-2");
    }

    @Test
    void saysWhyThereAreNone() {
        Run run = running();
        assertThat(page(run, "control-plane", "debug", null, null).note()).contains("another control plane");
        assertThat(page(run, "worker", "debug", null, null).note()).contains("Python runs inside the control plane");
        Run waiting =
                runs.store().runs(List.of(new RunId(run.id().value() + 1))).getFirst();
        assertThat(page(waiting, "control-plane", "debug", null, null).note()).isEqualTo("the run has not started");
    }

    @Test
    void refusesWhatIsNotACursorOfThisLog() throws IOException {
        Run run = running();
        write("vllm.log", "INFO %s [a.py:1] meanwhile\n".formatted(ENGINE_TIME.format(Instant.now())));
        String engines = requireNonNull(page(run, "engine", "debug", null, null).newer());
        for (String cursor : List.of("x", engines)) {
            assertThatThrownBy(() -> page(run, "control-plane", "debug", null, cursor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }
    }

    @Test
    void namesEveryWordThatIsNotAllowed() {
        assertThatThrownBy(() -> LogQuery.of("kernel", "loud", "x".repeat(201), 10, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("source: is 'kernel' (allowed: control-plane, engine, worker)")
                .hasMessageContaining("level: is 'loud' (allowed: debug, info, warn, error)")
                .hasMessageContaining("at most 200");
    }

    private Run running() {
        runs.submit(Map.of());
        return runs.store().run(runs.claimNext()).orElseThrow();
    }

    private LogPage page(Run run, String source, String level, @Nullable String text, @Nullable String cursor) {
        return logs.page(run, LogQuery.of(source, level, text, 100, cursor));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(home.logs().resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(long run, String level, String message) {
        return """
                {"timestamp":"%s","level":"%s","loggerName":"a.B","message":"%s","mdc":{"run":"%d"}}
                """.formatted(Instant.now(), level, message, run);
    }

    private static List<String> texts(LogPage page) {
        return page.items().stream().map(LogEntry::text).toList();
    }
}
