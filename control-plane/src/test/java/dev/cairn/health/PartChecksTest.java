package dev.cairn.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fleet.EngineStatus;
import dev.cairn.fleet.WorkerStatus;
import dev.cairn.queue.PartHealth;
import dev.cairn.queue.PartHealth.PartKind;
import dev.cairn.queue.PartHealth.PartState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartChecksTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void anEngineThatNoRunNeedsIsIdleAndOneThatEndedSaysWhatToDo() {
        assertThat(PartChecks.engine(new EngineStatus(EngineStatus.Condition.NONE, List.of(), 0), NOW))
                .isEqualTo(new PartHealth(PartKind.ENGINE, PartState.IDLE, NOW, null, null, null));
        assertThat(PartChecks.engine(new EngineStatus(EngineStatus.Condition.UP, List.of("chains"), 2), NOW)
                        .detail())
                .isEqualTo("vLLM with chains, restarted 2 times");
        assertThat(PartChecks.engine(new EngineStatus(EngineStatus.Condition.UP, List.of("chains", "llama"), 0), NOW)
                        .detail())
                .isEqualTo("2 engines: vLLM with chains, vLLM with llama");
        PartHealth down = PartChecks.engine(new EngineStatus(EngineStatus.Condition.DOWN, List.of("chains"), 0), NOW);
        assertThat(down.state()).isEqualTo(PartState.DOWN);
        assertThat(down.reason()).contains("restarted");
        assertThat(down.remedy()).contains("HOME/logs");
    }

    @Test
    void trainerAndGraderHaveTheirOwnStates() {
        assertThat(PartChecks.worker(PartKind.TRAINER, WorkerStatus.Condition.UP, "a process (pid 7)", NOW))
                .isEqualTo(new PartHealth(PartKind.TRAINER, PartState.UP, NOW, "a process (pid 7)", null, null));
        assertThat(PartChecks.worker(PartKind.GRADER, WorkerStatus.Condition.DOWN, "a process (pid 7)", NOW)
                        .remedy())
                .contains("starts another one");
    }

    @Test
    void theRoomOfADiskIsThatOfTheFullestPlace(@TempDir Path directory) {
        assertThat(new DiskHasRoom(List.of(directory, directory.resolve("missing")), 1).room())
                .contains("GiB free at " + directory);
    }
}
