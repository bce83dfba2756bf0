package dev.cairn.fleet.registry;

/**
 * The token sent to a service as {@code Authorization: Bearer ...}; it never appears in messages or logs.
 *
 * @param text visible ASCII, or empty for none
 */
public record ServiceToken(String text) {
    /** No token, for services that do not ask for one. */
    public static final ServiceToken NONE = new ServiceToken("");

    private static final int LONGEST = 4096;

    public ServiceToken {
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "must be at most " + LONGEST + " visible ASCII characters, without spaces");
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
