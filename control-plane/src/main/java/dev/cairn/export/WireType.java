package dev.cairn.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How PostgreSQL writes the values of a type in binary, and how they are added to a column. Source: the send functions
 * of PostgreSQL 18.
 */
enum WireType {
    BOOL {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            out.addNumber(in[at]);
        }
    },
    INT2 {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            out.addNumber(WireBytes.getShort(in, at));
        }
    },
    /** Also the bits of a float4. */
    INT4 {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            out.addNumber(WireBytes.getInt(in, at));
        }
    },
    OID {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            out.addNumber(Integer.toUnsignedLong(WireBytes.getInt(in, at)));
        }
    },
    /** Also the bits of a float8. */
    INT8 {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            out.addNumber(WireBytes.getLong(in, at));
        }
    },
    /** The bytes as they are. */
    BYTES {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            out.addBytes(in, at, length);
        }
    },
    /** A version number, then text. */
    JSONB {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            BYTES.add(column, in, at + 1, length - 1, out);
        }
    },
    DATE {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            int days = WireBytes.getInt(in, at);
            if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
                throw Misfit.infinite(column);
            }
            out.addNumber(days + EPOCH_DAYS);
        }
    },
    TIMESTAMP {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            long micros = WireBytes.getLong(in, at);
            if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
                throw Misfit.infinite(column);
            }
            if (micros > Long.MAX_VALUE - EPOCH_MICROS) {
                throw Misfit.tooLate(column);
            }
            out.addNumber(micros + EPOCH_MICROS);
        }
    },
    NUMERIC {
        @Override
        void add(FileColumn column, byte[] in, int at, int length, BatchColumn out) {
            WireNumeric number = WireNumeric.read(ByteBuffer.wrap(in, at, length));
            out.addBytes(
                    column.type().kind() == Kind.DECIMAL
                            ? number.decimal(column)
                            : number.text().getBytes(StandardCharsets.UTF_8));
        }
    };

    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    private static final Map<String, WireType> TYPES = Map.ofEntries(
            Map.entry("bool", BOOL),
            Map.entry("int2", INT2),
            Map.entry("int4", INT4),
            Map.entry("float4", INT4),
            Map.entry("oid", OID),
            Map.entry("int8", INT8),
            Map.entry("float8", INT8),
            Map.entry("jsonb", JSONB),
            Map.entry("date", DATE),
            Map.entry("timestamp", TIMESTAMP),
            Map.entry("timestamptz", TIMESTAMP));

    /** @param name PostgreSQL's name of the type, or of the elements' type */
    static WireType of(String name) {
        return name.startsWith("numeric") ? NUMERIC : TYPES.getOrDefault(name, BYTES);
    }

    /** Adds a value that is not NULL. */
    abstract void add(FileColumn column, byte[] in, int at, int length, BatchColumn out);
}
