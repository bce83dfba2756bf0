package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testing.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path temporary;

    @Test
    void makesItsDirectoriesForItsOwnerOnly() throws Exception {
        Home home = Home.at(temporary.resolve("deep/home"));
        for (Path part : new Path[] {home.path(), home.postgres(), home.artifacts(), home.children(), home.logs()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                    .as(part.toString())
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void tellsWhichProcessHoldsIt() throws Exception {
        Home home = Home.at(temporary.resolve("home"));
        try (JavaProcess other =
                JavaProcess.start(LockHolderMain.class, home.path().toString())) {
            other.await("locked");
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("HOME %s is in use by pid %d; stop it or use --home DIR", home.path(), other.pid());
            other.kill();
            HomeLock.take(home).close();
        }
    }

    @Test
    void isNotLockedTwiceByOneProcess() {
        Home home = Home.at(temporary.resolve("home"));
        try (HomeLock lock = HomeLock.take(home)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> HomeLock.take(home))
                    .hasMessageContaining(
                            "in use by pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void movesALargeLogAside() throws Exception {
        Home home = Home.at(temporary.resolve("home"));
        Path log = home.openLog("vllm");
        Files.write(log, new byte[(int) LogTail.KEPT_BYTES + 1]);
        assertThat(home.openLog("vllm")).doesNotExist();
        assertThat(home.logs().resolve("vllm.log.1")).hasSize(LogTail.KEPT_BYTES + 1);
    }
}
