package dev.cairn.retention;

/**
 * A number of rows and files that were removed or would be.
 *
 * @param rows number of rows
 * @param files number of files and directories of artifacts
 * @param bytes size of the content of the rows, without indexes, and of the files
 */
public record Removed(long rows, long files, long bytes) {
    static final Removed NOTHING = new Removed(0, 0, 0);

    Removed plus(Removed other) {
        return new Removed(rows + other.rows, files + other.files, bytes + other.bytes);
    }

    boolean hasNothing() {
        return rows == 0 && files == 0;
    }
}
