package dev.cairn.problems.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a problem file: JSON Lines, JSON arrays, CSV or Parquet, each optionally compressed with gzip. */
public final class ProblemFileReader {
    private final Path path;
    private final String name;
    private final ReadOptions options;
    private final ProblemCollector collector;

    private ProblemFileReader(Path path, String name, ReadOptions options) {
        this.path = path;
        this.name = name;
        this.options = options;
        this.collector = new ProblemCollector(name, options);
    }

    /**
     * Reads a whole file.
     *
     * @param name the file's name as its owner calls it, for errors
     * @throws ProblemFileException naming file, line and what is wrong
     */
    public static ProblemFile read(Path path, String name, ReadOptions options) {
        if (!Files.isRegularFile(path)) {
            throw new ProblemFileException(
                    name,
                    0,
                    Files.isDirectory(path) ? "is a directory; give one of its files" : "there is no such file");
        }
        return new ProblemFileReader(path, name, options).read();
    }

    private ProblemFile read() {
        try {
            try (InputStream plain = open()) {
                FileKind kind = FileKind.of(head(plain));
                if (kind instanceof FileKind.Gzip) {
                    readPacked();
                } else {
                    readAs(kind, plain, path);
                }
            }
            return collector.finished();
        } catch (CharacterCodingException e) {
            throw new ProblemFileException(name, brokenLine(), "is not UTF-8 text; save the file as UTF-8");
        } catch (BoundedInput.TooLargeException e) {
            throw new ProblemFileException(name, 0, String.valueOf(e.getMessage()));
        } catch (EOFException | ZipException e) {
            throw new ProblemFileException(
                    name, 0, "its gzip data is damaged or truncated; compress or download it again");
        } catch (IOException e) {
            throw new ProblemFileException(
                    name, 0, "can't be read; check its disk, and that Cairn has permission to read it");
        }
    }

    private void readPacked() throws IOException {
        try (InputStream unpacked = unpacked()) {
            FileKind kind = FileKind.of(head(unpacked));
            if (kind instanceof FileKind.Gzip) {
                throw new ProblemFileException(name, 0, "is compressed with gzip twice; decompress it once");
            }
            if (!(kind instanceof FileKind.Parquet)) {
                readAs(kind, unpacked, path);
                return;
            }
            Path whole = Files.createTempFile("cairn-problems", ".parquet");
            try {
                Files.copy(unpacked, whole, StandardCopyOption.REPLACE_EXISTING);
                readAs(kind, unpacked, whole);
            } finally {
                Files.deleteIfExists(whole);
            }
        }
    }

    private void readAs(FileKind kind, InputStream bytes, Path whole) throws IOException {
        switch (kind) {
            case FileKind.Json any -> new JsonRecords(name, options.limits()).read(utf8(bytes), collector);
            case FileKind.Table(char separator) ->
                new TableRecords(name, options.limits()).read(utf8(bytes), separator, collector);
            case FileKind.Parquet any -> new ParquetRecords(name, options.limits()).read(whole, collector);
            case FileKind.Empty any -> {}
            case FileKind.Refused(String what) -> throw new ProblemFileException(name, 0, what);
            case FileKind.Gzip any -> throw new IllegalStateException("unpacked before");
        }
    }

    /** The first line that is not UTF-8. The parsers read ahead and cannot tell. */
    private int brokenLine() {
        try (InputStream bytes = startsPacked() ? unpacked() : open()) {
            return Utf8Lines.firstBroken(bytes);
        } catch (IOException e) {
            return 0;
        }
    }

    private boolean startsPacked() throws IOException {
        try (InputStream bytes = open()) {
            return FileKind.of(head(bytes)) instanceof FileKind.Gzip;
        }
    }

    private InputStream open() throws IOException {
        return withoutMark(new BufferedInputStream(Files.newInputStream(path), FileKind.HEAD));
    }

    private InputStream unpacked() throws IOException {
        return withoutMark(new BufferedInputStream(
                new BoundedInput(
                        new GZIPInputStream(Files.newInputStream(path)),
                        options.limits().unpackedBytes()),
                FileKind.HEAD));
    }

    private static byte[] head(InputStream bytes) throws IOException {
        bytes.mark(FileKind.HEAD);
        byte[] head = bytes.readNBytes(FileKind.HEAD);
        bytes.reset();
        return head;
    }

    /** Skips UTF-8's byte order mark, which Windows tools write. */
    private static InputStream withoutMark(BufferedInputStream bytes) throws IOException {
        bytes.mark(3);
        byte[] mark = bytes.readNBytes(3);
        if (mark.length == 3 && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF) {
            return bytes;
        }
        bytes.reset();
        return bytes;
    }

    private static Reader utf8(InputStream bytes) {
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
