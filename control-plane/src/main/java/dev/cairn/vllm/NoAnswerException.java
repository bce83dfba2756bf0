package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.net.URI;

/** The engine could not serve a valid request: it is unreachable, starting, overloaded or broken inside. */
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final int status;

    /** No reply at all. */
    NoAnswerException(String path, IOException cause) {
        super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
        this.path = path;
        this.status = 0;
    }

    /** A reply of status 429 or 5xx. */
    NoAnswerException(String path, int status, String message) {
        super(message);
        this.path = path;
        this.status = status;
    }

    /** The exception for the caller after the last attempt. */
    PortException toPortException(int attempts, URI url, String whereToLook) {
        String what = getCause() instanceof ShortReplyException
                ? "answered " + path + " in part"
                : status == 0 ? "is not reachable" : "answered " + path + " with " + status;
        // Loading answers 500 for an adapter that does not fit, and the engine stays up.
        PortException.Remedy remedy = status == 500 && path.equals(AdapterCalls.LOAD)
                ? Remedy.FIX_REQUEST
                : status == 429 || status == 503 ? Remedy.WAIT : Remedy.RETRY;
        return new PortException(
                remedy,
                "the engine at " + url + " " + what + " (" + getMessage() + "), tried "
                        + (attempts == 1 ? "once" : attempts + " times") + ". " + whereToLook,
                this);
    }
}
