package dev.cairn.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** Decimals as they are stored: 16 bytes, the unscaled value as a big-endian two's complement. */
final class Decimals {
    static final int BYTES = 16;

    private Decimals() {}

    /** @throws ArithmeticException if the value has more digits behind its point, or does not fit 16 bytes */
    static byte[] of(BigDecimal value, int scale) {
        byte[] digits =
                value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
        if (digits.length > BYTES) {
            throw new ArithmeticException("more than " + BYTES + " bytes: " + value);
        }
        byte[] stored = new byte[BYTES];
        if (digits[0] < 0) {
            Arrays.fill(stored, (byte) -1);
        }
        System.arraycopy(digits, 0, stored, BYTES - digits.length, digits.length);
        return stored;
    }
}
