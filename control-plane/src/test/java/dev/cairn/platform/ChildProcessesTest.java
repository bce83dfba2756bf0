package dev.cairn.platform;

import static dev.cairn.testing.Waiting.await;
import static dev.cairn.testing.Waiting.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {
    @TempDir
    private Path temporary;

    private Home home;
    private ChildProcesses children;

    @BeforeEach
    void makeHome() {
        home = Home.at(temporary.resolve("home"));
        children = new ChildProcesses(home);
    }

    @Test
    void passesEnvironmentAndStampAndKeepsTheOutput() throws Exception {
        ChildProcess child = children.start(shell("echo $CAIRN_STAMP $COLOUR; exit 3", Map.of("COLOUR", "red")));
        assertThat(resultOf(child.onExit())).isEqualTo(3);
        assertThat(child.logTail()).isEqualTo(child.childRecord().stamp() + " red");
    }

    @Test
    void whatIsNotForItIsNotInherited() throws Exception {
        ChildProcess child = children.start(shell("env | cut -d= -f1", Map.of("OURS", "1")));
        resultOf(child.onExit());
        List<String> names = child.logTail().lines().toList();
        assertThat(names).contains("PATH", "OURS", "CAIRN_STAMP");
        assertThat(names.stream().filter(System.getenv()::containsKey))
                .as("inherited")
                .allMatch(name -> ChildEnvironment.isAllowed(name)
                        || name.equals("PWD")
                        || name.equals("SHLVL")
                        || name.equals("_"));
        for (String secret :
                List.of("CAIRN_DB_PASSWORD", "CAIRN_WORKER_TOKEN", "VLLM_API_KEY", "AWS_SECRET_ACCESS_KEY")) {
            assertThat(ChildEnvironment.isAllowed(secret)).as(secret).isFalse();
        }
        for (String needed : List.of("CUDA_VISIBLE_DEVICES", "HF_HOME", "LC_ALL", "OMP_NUM_THREADS")) {
            assertThat(ChildEnvironment.isAllowed(needed)).as(needed).isTrue();
        }
    }

    @Test
    void leavesTheInputOfAChildOpen() throws Exception {
        try (ChildProcess child = children.start(new ChildCommand("cat", List.of("cat"), Map.of(), 0))) {
            assertThatThrownBy(() -> child.onExit().get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
        }
    }

    @Test
    void endsAChildThatIgnoresSigtermWithAllItStarted() throws Exception {
        ChildProcess child =
                children.start(shell("trap '' TERM; sleep 601 & echo $!; while :; do sleep 1; done", Map.of()));
        await().until(() -> child.logTail().matches("\\d+"));
        long helper = Long.parseLong(child.logTail());
        children.end(child.childRecord(), Duration.ofMillis(200));
        assertThat(child.isAlive()).isFalse();
        await().until(() -> !alive(helper));
        assertThat(home.children()).isEmptyDirectory();
    }

    @Test
    void letsAChildEndItselfOnSigterm() throws Exception {
        ChildProcess child =
                children.start(shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done", Map.of()));
        await().until(() -> child.logTail().equals("up"));
        child.close();
        assertThat(resultOf(child.onExit())).isZero();
        assertThat(child.logTail()).isEqualTo("up\nbye");
    }

    @Test
    void endsHelpersThatAChildLeftBehind() throws Exception {
        ChildProcess child = children.start(shell("sleep 602 & echo $!", Map.of()));
        resultOf(child.onExit());
        long helper = Long.parseLong(child.logTail());
        await().until(() -> !alive(helper));
    }

    @Test
    void refusesASecondLiveChildOfAKind() {
        try (ChildProcess first = children.start(shell("sleep 603", Map.of()))) {
            assertThatThrownBy(() -> children.start(shell("true", Map.of())))
                    .hasMessageContaining(
                            "already runs with pid " + first.childRecord().pid());
        }
    }

    @Test
    void findsOnlyLeftoversThatAreStillTheSameProcess() throws Exception {
        try (ChildProcess child = children.start(shell("sleep 604", Map.of()))) {
            assertThat(new ChildProcesses(home).leftovers()).containsExactly(child.childRecord());
            ChildRecord real = child.childRecord();
            ChildRecord stranger =
                    new ChildRecord(real.kind(), real.pid(), real.startedAtMillis() - 60_000, real.stamp(), 0);
            Files.writeString(
                    home.children().resolve("shell.json"),
                    new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(stranger));
            assertThat(new ChildProcesses(home).leftovers()).isEmpty();
            children.end(stranger, Duration.ofSeconds(1));
            assertThat(child.isAlive())
                    .as("a stranger with our pid is left alone")
                    .isTrue();
        }
    }

    @Test
    void countsAnUncollectedDeadProcessAsEnded() throws Exception {
        // the parent replaces itself by a program that never waits for the child it inherits
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.3 & echo $!; exec sleep 605").start();
        try (BufferedReader lines = parent.inputReader()) {
            ProcessHandle zombie =
                    ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            long start = zombie.info().startInstant().orElseThrow().toEpochMilli();
            await().until(() -> !alive(zombie.pid()));
            assertThat(zombie.isAlive()).as("the JDK sees a zombie as alive").isTrue();
            ChildRecord left = new ChildRecord("zombie", zombie.pid(), start, "stamp", 0);
            assertThat(left.process()).isEmpty();
            children.end(left, Duration.ofSeconds(1));
        } finally {
            parent.destroyForcibly();
        }
    }

    private static ChildCommand shell(String script, Map<String, String> environment) {
        return new ChildCommand("shell", List.of("sh", "-c", script), environment, 0);
    }

    /** A process that ended but was not reaped by its new parent has no command line any more. */
    static boolean alive(long pid) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .isEmpty();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
