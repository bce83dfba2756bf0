package dev.cairn.access;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of users: on tokens, as owners of experiments and quotas, in the audit. */
public final class PersonName {
    /** {@link #isValid} in words. */
    public static final String WORDS =
            "1 to 63 letters, digits, '.', '_', '@' or '-', beginning with a letter or digit";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}");

    private PersonName() {}

    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /** Whether two names look like the same person's. */
    static boolean isSame(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
