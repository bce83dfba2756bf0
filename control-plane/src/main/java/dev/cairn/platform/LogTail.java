package dev.cairn.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a log file, for error messages. */
final class LogTail {
    /** A larger log is moved aside when its process is restarted. */
    static final long KEPT_BYTES = 8L << 20;

    private static final int TAIL_BYTES = 2000;

    private LogTail() {}

    static String of(Path log) {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - TAIL_BYTES);
            ByteBuffer buffer = ByteBuffer.allocate(TAIL_BYTES);
            int count = Math.max(0, channel.read(buffer, from));
            return new String(buffer.array(), 0, count, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(the log %s can't be read: %s)".formatted(log, e.getMessage());
        }
    }
}
