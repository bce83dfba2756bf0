package dev.cairn.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of one MiB, which only root can mount; elsewhere the test is left out. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final Path ballast;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    public static SmallDisk mount(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "cairn-test", directory.toString()) == 0,
                "a tmpfs can't be mounted here; test_files.py tells the same by a limit on the size of files");
        return new SmallDisk(directory);
    }

    public Path directory() {
        return directory;
    }

    /** Fills the disk completely. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            if (directory.toFile().getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    @Override
    public void close() {
        try {
            run("umount", "-l", directory.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
