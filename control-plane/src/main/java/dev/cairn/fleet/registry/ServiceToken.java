package dev.cairn.fleet.registry;

/**
 * What a service is shown as {@code Authorization: Bearer ...}; no message or log has it.
 *
 * @param text visible ASCII, or empty for none
 */
public record ServiceToken(String text) {
    /** For services that ask for none. */
    public static final ServiceToken NONE = new ServiceToken("");

    private static final int LONGEST = 4096;

    public ServiceToken {
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "must be at most " + LONGEST + " visible ASCII characters, without blanks");
        }
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return isNone() ? "no token" : "a token";
    }
}
