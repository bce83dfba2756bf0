package dev.cairn.problems;

import dev.cairn.base.NameTakenException;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.platform.DurableFiles;
import dev.cairn.problems.files.FieldMapping;
import dev.cairn.problems.files.FileLimits;
import dev.cairn.problems.files.ProblemFile;
import dev.cairn.problems.files.ProblemFileException;
import dev.cairn.problems.files.ProblemFileReader;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Imports uploaded files: stores their bytes unchanged, by their SHA-256, and their problems in the database. */
public final class ProblemUploads {
    /** The pattern of a set's name. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private static final Pattern NAMES = Pattern.compile(NAME);

    private static final int LONGEST_PREFIX = 80;

    private final ProblemSets sets;
    private final Path originals;
    private final Limits limits;
    private final ReentrantLock storing = new ReentrantLock();

    /**
     * Limits on uploads.
     *
     * @param bytes size of an upload
     */
    public record Limits(long bytes, FileLimits file) {
        public static Limits defaults() {
            return new Limits(1L << 28, FileLimits.defaults());
        }
    }

    /** @param originals directory for the uploaded bytes */
    public ProblemUploads(ProblemSets sets, Path originals, Limits limits) {
        this.sets = sets;
        this.originals = originals;
        this.limits = limits;
    }

    /** The limits on reading a file. */
    public FileLimits fileLimits() {
        return limits.file();
    }

    /**
     * Receives a file from a stream; close it after reading or storing it.
     *
     * @param name for errors
     * @throws UploadedFile.TooLargeException if it exceeds the limit
     */
    public UploadedFile receive(InputStream body, String name) {
        try {
            return UploadedFile.receive(body, name, Files.createDirectories(originals), limits.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the upload could not be taken", e);
        }
    }

    /**
     * Stores a file's problems under a name. The same name with the same content is the same set.
     *
     * @param by the user that uploads it
     * @throws dev.cairn.problems.files.ProblemFileException naming file, line and what is wrong; nothing is stored then
     * @throws NameTakenException if another set has the name; nothing is stored then
     * @throws IllegalArgumentException if the name is not valid for a set
     */
    public ProblemSet add(
            UploadedFile upload, String name, ReadOptions options, AnswerComparison comparison, String by) {
        requireName(name);
        ProblemFile file = ProblemFileReader.read(upload.path(), upload.name(), options);
        return store(
                upload,
                new NewProblemSet(
                        name,
                        file.format(),
                        comparison,
                        file.problems(),
                        file.skipped().total(),
                        file.warnings().total(),
                        by,
                        new NewProblemSet.Original(upload.sha256(), upload.bytes())));
    }

    /** One at a time, so that no upload relies on bytes that a refused one removes again. */
    private ProblemSet store(UploadedFile upload, NewProblemSet set) {
        storing.lock();
        try {
            boolean keptNow = keep(upload);
            try {
                return sets.store(set);
            } catch (NameTakenException refused) {
                if (keptNow) {
                    Files.deleteIfExists(originals.resolve(upload.sha256()));
                }
                throw refused;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bytes of a refused upload could not be removed", e);
        } finally {
            storing.unlock();
        }
    }

    /**
     * Stores a file of this machine under its own name and the beginning of its SHA-256.
     *
     * @throws dev.cairn.problems.files.ProblemFileException naming file, line and what is wrong; nothing is stored then
     */
    public ProblemSet addNamedAfter(Path file, String by) {
        try (UploadedFile upload = receive(file)) {
            String plain = String.valueOf(file.getFileName()).replaceAll("(\\.(gz|jsonl?|csv|tsv|parquet))+$", "");
            String name = plain.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
            String prefix = name.isEmpty() ? "problems" : name.substring(0, Math.min(name.length(), LONGEST_PREFIX));
            return add(
                    upload,
                    prefix + "-" + upload.sha256().substring(0, 8),
                    new ReadOptions(ProblemFormat.AUTO, FieldMapping.NONE, limits.file()),
                    AnswerComparison.MATHS,
                    by);
        } catch (IOException e) {
            throw new UncheckedIOException("the copy of " + file + " could not be removed", e);
        }
    }

    /** Receives a file of this machine. */
    private UploadedFile receive(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ProblemFileException(
                    file.toString(), 0, "is not a file; give the path of JSON Lines, a JSON array, CSV or Parquet");
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return receive(bytes, file.toString());
        } catch (UploadedFile.TooLargeException e) {
            throw new ProblemFileException(file.toString(), 0, String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException if the name is not valid; the message describes valid names */
    public static void requireName(String name) {
        boolean builtIn = BuiltInSet.named(name).isPresent();
        if (!NAMES.matcher(name).matches() || builtIn) {
            throw new IllegalArgumentException(
                    builtIn
                            ? "name must not be " + name + ", which is a built-in set; choose another one"
                            : "name must be 1 to 100 letters, digits, dots, hyphens or underscores, a letter or digit"
                                    + " first, such as gsm8k-test");
        }
    }

    /** Stores the bytes before the set, so that no set lacks its bytes; false if they are already stored. */
    private boolean keep(UploadedFile upload) {
        Path kept = originals.resolve(upload.sha256());
        try {
            if (Files.exists(kept)) {
                return false;
            }
            Path copy = originals.resolve(upload.path().getFileName() + ".kept");
            Files.copy(upload.path(), copy, StandardCopyOption.COPY_ATTRIBUTES);
            DurableFiles.fsync(copy);
            Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.fsyncParent(kept);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the uploaded bytes could not be kept", e);
        }
    }
}
