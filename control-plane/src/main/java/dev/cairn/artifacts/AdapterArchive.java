package dev.cairn.artifacts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A policy's adapter as PEFT reads it, in a tar file with one folder. It has the weights and their configuration without
 * the optimizer's state, and is written in constant memory.
 */
public final class AdapterArchive {
    private static final List<String> FILES = List.of("adapter_config.json", "adapter_model.safetensors");
    private static final int BLOCK = 512;

    private final Path directory;
    private final String folder;
    private final Instant made;
    private final List<Entry> entries;

    private AdapterArchive(Path directory, String folder, Instant made, List<Entry> entries) {
        this.directory = directory;
        this.folder = folder;
        this.made = made;
        this.entries = entries;
    }

    private record Entry(String name, long bytes) {}

    /**
     * The adapter in a directory; empty if a file of it is missing.
     *
     * @param folder the name of the folder in the archive
     */
    public static Optional<AdapterArchive> of(Path directory, String folder, Instant made) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : FILES) {
            try {
                entries.add(new Entry(name, Files.size(directory.resolve(name))));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new AdapterArchive(directory, folder, made, List.copyOf(entries)));
    }

    /** The size of the archive. */
    public long bytes() {
        return 2 * BLOCK
                + entries.stream()
                        .mapToLong(entry -> BLOCK + entry.bytes() + padding(entry.bytes()))
                        .sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        for (Entry entry : entries) {
            out.write(header(entry));
            long copied = Files.copy(directory.resolve(entry.name()), out);
            if (copied != entry.bytes()) {
                throw new IOException(directory.resolve(entry.name()) + " has changed while it was read");
            }
            out.write(new byte[padding(copied)]);
        }
        out.write(new byte[2 * BLOCK]);
    }

    private static int padding(long bytes) {
        return (int) ((BLOCK - bytes % BLOCK) % BLOCK);
    }

    /** A header of POSIX ustar: fields at fixed places, numbers in octal. */
    private byte[] header(Entry entry) {
        byte[] header = new byte[BLOCK];
        put(header, 0, folder + "/" + entry.name());
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, octal(entry.bytes()));
        put(header, 136, octal(made.getEpochSecond()));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static String octal(long number) {
        return String.format(Locale.ROOT, "%011o", number);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
