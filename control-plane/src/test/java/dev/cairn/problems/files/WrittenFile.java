package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes a small problem file and reads it. */
record WrittenFile(Path path) {
    static WrittenFile of(Path directory, String content) {
        return of(directory, content.getBytes(StandardCharsets.UTF_8));
    }

    static WrittenFile of(Path directory, byte[] content) {
        try {
            return new WrittenFile(Files.write(directory.resolve("problems.jsonl"), content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    ProblemFile read() {
        return read(ReadOptions.detect());
    }

    ProblemFile read(ReadOptions options) {
        return ProblemFileReader.read(path, "problems.jsonl", options);
    }

    List<String> answers() {
        return read().problems().stream().map(read -> read.problem().answer()).toList();
    }

    /** What is said of a file that can't be used. */
    ProblemFileException refusal() {
        return refusal(ReadOptions.detect());
    }

    ProblemFileException refusal(ReadOptions options) {
        ProblemFileException refusal = catchThrowableOfType(ProblemFileException.class, () -> read(options));
        if (refusal == null) {
            throw new AssertionError("the file was taken");
        }
        return refusal;
    }
}
