package dev.cairn.queue;

/** The database did not answer or refused; the same call may be tried again. */
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueException(String message, Throwable cause) {
        super(message, cause);
    }
}
