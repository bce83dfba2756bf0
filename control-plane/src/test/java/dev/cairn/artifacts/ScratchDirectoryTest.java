package dev.cairn.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {
    @TempDir
    private Path temporary;

    private Path memory;
    private Path disk;

    @BeforeEach
    void makeMemory() throws Exception {
        memory = Files.createDirectory(temporary.resolve("shm"));
        disk = temporary.resolve("disk");
    }

    private Path choose(long leastFree) {
        return ScratchDirectory.choose(memory, "cairn-1", disk, leastFree);
    }

    @Test
    void memoryIsTakenAndClosedToOthers() throws Exception {
        Path chosen = choose(1);
        assertThat(chosen).isEqualTo(memory.resolve("cairn-1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen)))
                .isEqualTo("rwx------");
    }

    @Test
    void aDirectoryOfAnEarlierStartIsTakenAgainAndClosed() throws Exception {
        Path earlier = Files.createDirectory(memory.resolve("cairn-1"));
        Files.setPosixFilePermissions(earlier, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(choose(1)).isEqualTo(earlier);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(earlier)))
                .isEqualTo("rwx------");
        try (Stream<Path> left = Files.list(memory)) {
            assertThat(left).containsExactly(earlier);
        }
    }

    @Test
    void tooLittleMemoryMeansDisk() {
        assertThat(choose(Long.MAX_VALUE)).isEqualTo(disk);
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void withoutAMemoryFileSystemItIsDisk() throws Exception {
        Files.delete(memory);
        assertThat(choose(1)).isEqualTo(disk);
    }

    @Test
    void aLinkThatSomebodyPutThereIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(memory.resolve("cairn-1"), elsewhere);
        assertThat(choose(1)).isEqualTo(disk);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void anotherUsersDirectoryIsNotTaken() throws Exception {
        assumeThat((int) Files.getAttribute(temporary, "unix:uid"))
                .as("root may give away")
                .isZero();
        Path theirs = Files.createDirectory(memory.resolve("cairn-1"));
        Files.setAttribute(theirs, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
        assertThat(choose(1)).isEqualTo(disk);
    }
}
