package dev.cairn.access;

import dev.cairn.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits as text; so many can't be guessed, hence a plain sha256 is enough to keep.
 *
 * @param text what its holder shows; never stored or logged
 */
record Secret(String text) {
    /** How every token begins, so that scanners for leaked secrets recognise one. */
    static final String TOKEN = "cairn_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int SHOWN_CHARACTERS = 6;

    static Secret fresh(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The beginning, by which a person recognises it in a list. */
    String shown() {
        return text.substring(0, TOKEN.length() + SHOWN_CHARACTERS);
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
