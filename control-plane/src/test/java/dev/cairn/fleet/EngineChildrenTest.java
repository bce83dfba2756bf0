package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.Home;
import dev.cairn.vllm.EngineProcess;
import java.nio.file.Path;
import java.time.Duration;
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
            new EngineChildren(new ChildFamily(children, "vllm"), "vllm").endLeftovers();
            assertThat(old.isAlive()).isFalse();
            assertThat(last.isAlive()).isFalse();
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void anEngineThatStartsLeavesTheOthersOfThisControlPlaneAlone(@TempDir Path directory) throws Exception {
        ChildFamily family = new ChildFamily(new ChildProcesses(Home.at(directory.resolve("home"))), "vllm");
        EngineProcess.Launch launch = new EngineProcess.Launch(List.of("sleep", "611"), Map.of(), 0);
        EngineProcess first = new EngineChildren(family, family.name(1)).launch(launch);
        EngineProcess second = new EngineChildren(family, family.name(2)).launch(launch);
        try {
            new EngineChildren(family, family.name(3)).endLeftovers();
            assertThat(first.isAlive()).isTrue();
            assertThat(second.isAlive()).isTrue();
            assertThat(second.log().getFileName()).hasToString("vllm-2.log");
        } finally {
            first.end(Duration.ZERO);
            second.end(Duration.ZERO);
        }
    }

    private static ChildCommand child(String kind) {
        return new ChildCommand(kind, List.of("sleep", "611"), Map.of(), 0);
    }
}
