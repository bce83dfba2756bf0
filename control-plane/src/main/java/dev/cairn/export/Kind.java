package dev.cairn.export;

/** What the values of a column are, and how a batch keeps them. */
public enum Kind {
    /** A number, 0 or 1. */
    BOOLEAN(Storage.NUMBER),
    INT32(Storage.NUMBER),
    INT64(Storage.NUMBER),
    /** A number, the raw bits of a float. */
    FLOAT32(Storage.NUMBER),
    /** A number, the raw bits of a double. */
    FLOAT64(Storage.NUMBER),
    /** A number, days since 1970. */
    DATE(Storage.NUMBER),
    /** A number, microseconds since 1970 in no particular zone. */
    TIMESTAMP(Storage.NUMBER),
    /** A number, microseconds since 1970 UTC. */
    INSTANT(Storage.NUMBER),
    /** UTF-8. */
    TEXT(Storage.BYTES),
    /** UTF-8. */
    JSON(Storage.BYTES),
    BYTES(Storage.BYTES),
    /** 16 bytes. */
    UUID(Storage.BYTES),
    /** 16 bytes, the unscaled value as a big-endian two's complement. */
    DECIMAL(Storage.BYTES);

    private final Storage storage;

    Kind(Storage storage) {
        this.storage = storage;
    }

    /** Where a batch keeps values. */
    public enum Storage {
        NUMBER,
        BYTES
    }

    public Storage storage() {
        return storage;
    }
}
