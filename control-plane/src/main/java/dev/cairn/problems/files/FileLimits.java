package dev.cairn.problems.files;

/**
 * Limits on the size of a problem file.
 *
 * @param unpackedBytes size of the file after unpacking gzip
 * @param recordLength limit on the characters of one record
 * @param records limit on the number of records
 */
public record FileLimits(long unpackedBytes, int recordLength, int records) {
    public FileLimits {
        if (unpackedBytes < 1 || recordLength < 1 || records < 1) {
            throw new IllegalArgumentException("limits must be 1 or more");
        }
    }

    /** 1 GiB, a million characters per record, a million records. */
    public static FileLimits defaults() {
        return new FileLimits(1L << 30, 1_000_000, 1_000_000);
    }
}
