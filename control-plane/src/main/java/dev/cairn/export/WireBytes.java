package dev.cairn.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in PostgreSQL's messages, which are big-endian. */
final class WireBytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private WireBytes() {}

    static short getShort(byte[] in, int at) {
        return (short) SHORT.get(in, at);
    }

    static int getInt(byte[] in, int at) {
        return (int) INT.get(in, at);
    }

    static long getLong(byte[] in, int at) {
        return (long) LONG.get(in, at);
    }
}
