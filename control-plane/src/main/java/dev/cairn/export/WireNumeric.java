package dev.cairn.export;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A numeric as PostgreSQL writes it in binary: digits of base 10,000, the weight of the first, sign, digits shown.
 *
 * @param value absent if the number is not finite
 * @param notFinite the word for a number that is not finite
 */
record WireNumeric(@Nullable BigDecimal value, String notFinite) {
    private static final int BASE_DIGITS = 4;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int UNSIGNED = 0xFFFF;

    static WireNumeric read(ByteBuffer in) {
        int digits = in.getShort() & UNSIGNED;
        int weight = in.getShort();
        int sign = in.getShort() & UNSIGNED;
        int shown = in.getShort() & UNSIGNED;
        switch (sign) {
            case NAN -> {
                return new WireNumeric(null, "NaN");
            }
            case INFINITY -> {
                return new WireNumeric(null, "Infinity");
            }
            case MINUS_INFINITY -> {
                return new WireNumeric(null, "-Infinity");
            }
            default -> {}
        }
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < digits; i++) {
            unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(in.getShort()));
        }
        BigDecimal value =
                new BigDecimal(unscaled, (digits - 1 - weight) * BASE_DIGITS).setScale(shown, RoundingMode.UNNECESSARY);
        return new WireNumeric(sign == NEGATIVE ? value.negate() : value, "");
    }

    String text() {
        return value == null ? notFinite : value.toPlainString();
    }

    byte[] decimal(FileColumn column) {
        if (value == null) {
            throw Misfit.notANumber(column, notFinite);
        }
        return Decimals.of(value, column.type().scale());
    }
}
