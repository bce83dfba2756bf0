package dev.cairn.access;

import dev.cairn.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits as text. It cannot be guessed, so a plain SHA-256 is enough to store.
 *
 * @param text the text that its holder sends; never stored or logged
 */
record Secret(String text) {
    /** The prefix of every token, by which scanners recognise leaked secrets. */
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

    /** The beginning, by which users recognise the token in a list. */
    String shown() {
        return text.substring(0, TOKEN.length() + SHOWN_CHARACTERS);
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
