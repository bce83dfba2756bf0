package dev.cairn.ledger;

import org.jspecify.annotations.Nullable;

/** The database refused the unit or was unreachable for too long; nothing of the unit was written. */
final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
