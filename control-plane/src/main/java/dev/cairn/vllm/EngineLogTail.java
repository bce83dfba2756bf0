package dev.cairn.vllm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of an engine's log file. */
final class EngineLogTail {
    private static final int WINDOW = 64 * 1024;

    private final Path log;

    EngineLogTail(Path log) {
        this.log = log;
    }

    /** The last {@code count} lines that are not blank; empty if there is no log yet. */
    List<String> last(int count) {
        if (!Files.isReadable(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - WINDOW);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException gone) {
            return List.of();
        }
    }
}
