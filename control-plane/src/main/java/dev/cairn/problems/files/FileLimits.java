package dev.cairn.problems.files;

/**
 * How large a problem file may be.
 *
 * @param unpackedBytes of the file, after gzip
 * @param recordLength characters of one record
 * @param records in the file
 */
public record FileLimits(long unpackedBytes, int recordLength, int records) {
    public FileLimits {
        if (unpackedBytes < 1 || recordLength < 1 || records < 1) {
            throw new IllegalArgumentException("limits must be 1 or more");
        }
    }

    /** 1 GiB, a million characters a record, a million records. */
    public static FileLimits defaults() {
        return new FileLimits(1L << 30, 1_000_000, 1_000_000);
    }
}
