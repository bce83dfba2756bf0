package dev.cairn.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The files of one log: the one that is written, and older ones that were moved aside to NAME.1, NAME.2 and so on. */
final class LogParts {
    private static final int MOST = 20;

    private LogParts() {}

    /**
     * One file.
     *
     * @param key identifies it also after it has been moved aside
     * @param size in bytes, when it was looked at
     */
    record Part(Path path, long key, long size) {
        /** The bytes from one position to another; fewer if the file has become shorter. */
        byte[] bytes(long from, long to) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
                while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
                    // A read may give less than was asked for.
                }
                byte[] bytes = new byte[buffer.position()];
                buffer.flip().get(bytes);
                return bytes;
            } catch (NoSuchFileException e) {
                return new byte[0];
            } catch (IOException e) {
                throw new UncheckedIOException("the log %s can't be read".formatted(path), e);
            }
        }
    }

    /** The files that exist, the oldest first. */
    static List<Part> of(Path newest) {
        List<Part> parts = new ArrayList<>();
        for (int age = 0; age <= MOST; age++) {
            Path path = age == 0 ? newest : newest.resolveSibling(newest.getFileName() + "." + age);
            try {
                long key = ((Number) Files.getAttribute(path, "unix:ino")).longValue();
                parts.addFirst(new Part(path, key, Files.size(path)));
            } catch (NoSuchFileException e) {
                if (age > 0) {
                    break;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the log %s can't be read".formatted(path), e);
            }
        }
        return parts;
    }
}
