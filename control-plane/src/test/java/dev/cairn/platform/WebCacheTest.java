package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebCacheTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void isUnderHomeAndOnlyItsOwnerComesIn() throws Exception {
        Home home = Home.at(directory.resolve("home"));
        Path closed = home.path().resolve("web-cache");
        assertThat(WebCache.empty(home).startsWith(closed)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
                .isEqualTo("rwx------");
        assertThat(Files.getOwner(closed)).isEqualTo(Files.getOwner(home.path()));
    }

    @Test
    void whatAnEarlierProcessLeftIsGone() throws Exception {
        Home home = Home.at(directory.resolve("home"));
        Path left = Files.createDirectories(WebCache.empty(home).resolve("assets"));
        Files.writeString(left.resolve("index.js"), "other");
        WebCache.empty(home);
        assertThat(home.path().resolve("web-cache")).isEmptyDirectory();
    }

    @Test
    void aLinkIsReplacedAndWhatItPointsToIsLeftAlone() throws Exception {
        Home home = Home.at(directory.resolve("home"));
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept"), "kept");
        Files.createSymbolicLink(home.path().resolve("web-cache"), elsewhere);
        WebCache.empty(home);
        assertThat(Files.isDirectory(home.path().resolve("web-cache"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(elsewhere.resolve("kept")).hasContent("kept");
    }
}
