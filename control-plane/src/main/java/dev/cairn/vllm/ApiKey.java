package dev.cairn.vllm;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key sent to an engine as {@code Authorization: Bearer ...}; it never appears in messages or logs.
 *
 * @param text empty for none
 */
record ApiKey(String text) {
    /** No key, for engines that do not ask for one. */
    public static final ApiKey NONE = new ApiKey("");

    private static final int BYTES = 32;

    /** A new key for an engine that is started here. */
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
