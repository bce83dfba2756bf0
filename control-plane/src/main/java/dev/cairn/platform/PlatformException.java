package dev.cairn.platform;

import org.jspecify.annotations.Nullable;

/** The local machine lacks or refuses something; the message says what is wrong and what to do. */
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlatformException(String message) {
        this(message, null);
    }

    public PlatformException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
