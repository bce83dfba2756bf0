package dev.cairn.vllm;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What an engine is shown as {@code Authorization: Bearer ...}; no message or log has it.
 *
 * @param text empty for none
 */
record ApiKey(String text) {
    /** For engines that ask for none. */
    public static final ApiKey NONE = new ApiKey("");

    private static final int BYTES = 32;

    /** A new one for an engine that is started here. */
    public static ApiKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ApiKey(HexFormat.of().formatHex(bytes));
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return isNone() ? "no key" : "a key";
    }
}
