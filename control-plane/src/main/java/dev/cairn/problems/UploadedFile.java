package dev.cairn.problems;

import dev.cairn.base.Sha256;
import dev.cairn.problems.files.ProblemFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * An uploaded file, on disk until it is stored or refused; closing removes it.
 *
 * @param path path of the file
 * @param name the file's name, as its owner calls it
 * @param kept whether closing removes it
 */
public record UploadedFile(Path path, String name, String sha256, long bytes, Kept kept) implements AutoCloseable {
    /** Whether the file is our own copy. */
    enum Kept {
        COPY,
        ORIGINAL
    }

    private static final int CHUNK = 1 << 16;

    /**
     * Receives a file from a stream.
     *
     * @param directory directory for the file
     * @param most limit on its bytes
     * @throws TooLargeException if there are more bytes; nothing is left behind
     * @throws CutOffException if the stream ends early; nothing is left behind
     */
    static UploadedFile receive(InputStream body, String name, Path directory, long most) throws IOException {
        Path path = Files.createTempFile(
                directory,
                "incoming-",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(path, StandardOpenOption.WRITE), digest)) {
            byte[] chunk = new byte[CHUNK];
            for (int got = next(body, chunk, bytes); got >= 0; got = next(body, chunk, bytes)) {
                bytes += got;
                if (bytes > most) {
                    throw new TooLargeException(most);
                }
                out.write(chunk, 0, got);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        return new UploadedFile(path, name, HexFormat.of().formatHex(digest.digest()), bytes, Kept.COPY);
    }

    private static int next(InputStream body, byte[] chunk, long before) {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw new CutOffException(before, e);
        }
    }

    /**
     * A file of this machine, read in place.
     *
     * @throws ProblemFileException if it is not a file
     */
    public static UploadedFile of(Path file, String name) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ProblemFileException(name, 0, "is not a file; give JSON Lines, a JSON array, CSV or Parquet");
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            long length = bytes.transferTo(OutputStream.nullOutputStream());
            return new UploadedFile(file, name, HexFormat.of().formatHex(digest.digest()), length, Kept.ORIGINAL);
        }
    }

    /** The upload exceeds the limit. */
    public static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long most) {
            super("the file has more than " + most
                    + " bytes, which is the limit of cairn.problems.max-bytes; split it, or compress it with gzip");
        }
    }

    /** The sender disconnected, or stopped sending. */
    public static final class CutOffException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutOffException(long bytes, IOException cause) {
            super(
                    "the upload was interrupted after " + bytes + " bytes; nothing was stored, send the file again",
                    cause);
        }
    }

    @Override
    public void close() throws IOException {
        if (kept == Kept.COPY) {
            Files.deleteIfExists(path);
        }
    }
}
