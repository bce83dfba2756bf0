package dev.cairn.problems.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kind of a file, by its first bytes. */
sealed interface FileKind {
    /** JSON, whatever its layout. */
    record Json() implements FileKind {}

    /** A table with a line of column names. */
    record Table(char separator) implements FileKind {}

    /** A Parquet file, with its own schema. */
    record Parquet() implements FileKind {}

    /** Packed by gzip. */
    record Gzip() implements FileKind {}

    /** An empty file, or only whitespace. */
    record Empty() implements FileKind {}

    /** Anything else, which is refused. */
    record Refused(String what) implements FileKind {}

    /** First bytes, and the kind of files that begin with them. */
    record Magic(String bytes, FileKind kind) {}

    /** Number of a file's first bytes that are examined. */
    int HEAD = 1 << 16;

    List<Magic> MAGIC = List.of(
            new Magic("\u001f\u008b", new Gzip()),
            new Magic("PAR1", new Parquet()),
            new Magic("\u00ff\u00fe", new Refused("is UTF-16 text; save it as UTF-8")),
            new Magic("\u00fe\u00ff", new Refused("is UTF-16 text; save it as UTF-8")),
            new Magic(
                    "PK\u0003\u0004",
                    new Refused("is a zip archive, such as an Excel workbook; unpack it, or save the sheet as CSV")),
            new Magic(
                    "(\u00b5/\u00fd", new Refused("is compressed with zstd; decompress it, or compress it with gzip")),
            new Magic("BZh", new Refused("is compressed with bzip2; decompress it, or compress it with gzip")),
            new Magic("\u00fd7zXZ", new Refused("is compressed with xz; decompress it, or compress it with gzip")),
            new Magic("ARROW1", new Refused("is an Arrow file; save it as Parquet or JSON Lines")),
            new Magic("%PDF", new Refused("is a PDF document; give JSON Lines, a JSON array, CSV or Parquet")));

    /** @param head the first bytes, without a byte order mark */
    static FileKind of(byte[] head) {
        String latin = new String(head, StandardCharsets.ISO_8859_1);
        Optional<FileKind> known = MAGIC.stream()
                .filter(magic -> latin.startsWith(magic.bytes()))
                .map(Magic::kind)
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (latin.indexOf(0) >= 0) {
            return new Refused("is not UTF-8 text (it contains NUL bytes); save it as UTF-8");
        }
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        if (text.isEmpty()) {
            // Whitespace may precede the first record; the reader notices if there is none.
            return head.length < HEAD ? new Empty() : new Json();
        }
        return switch (text.charAt(0)) {
            case '[', '{' -> new Json();
            case '<' -> new Refused("is an HTML or XML page, not data; download the file itself");
            default -> table(text);
        };
    }

    private static FileKind table(String text) {
        String first = text.lines().findFirst().orElse("");
        char separator = TableRecords.separator(first);
        if (separator != 0) {
            return new Table(separator);
        }
        return new Refused(
                first.toLowerCase(Locale.ROOT).startsWith("version https://git-lfs")
                        ? "is a Git LFS pointer, not the file itself; run git lfs pull"
                        : "is neither JSON Lines, a JSON array, CSV with a line of column names, nor Parquet; write a JSON"
                                + " object on every line");
    }
}
