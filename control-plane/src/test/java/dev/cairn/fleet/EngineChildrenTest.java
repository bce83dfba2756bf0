package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineChildrenTest {
    @Test
    void everyEngineThatAnEarlierControlPlaneLeftIsGoneBeforeANewOneStarts(@TempDir Path directory) throws Exception {
        ChildProcesses children = new ChildProcesses(Home.at(directory.resolve("home")));
        try (ChildProcess old = children.start(child("vllm-34567"));
                ChildProcess last = children.start(child("vllm"));
                ChildProcess worker = children.start(child("worker"))) {
            new EngineChildren(children).endLeftovers();
            assertThat(old.isAlive()).isFalse();
            assertThat(last.isAlive()).isFalse();
            assertThat(worker.isAlive()).isTrue();
        }
    }

    private static ChildCommand child(String kind) {
        return new ChildCommand(kind, List.of("sleep", "611"), Map.of(), 0);
    }
}
