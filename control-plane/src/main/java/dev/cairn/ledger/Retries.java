package dev.cairn.ledger;

import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Tries database work again while its failures are of the kind that passes. */
final class Retries {
    private static final Logger LOG = Logger.getLogger(Retries.class);

    private final RetryPolicy policy;
    private final String who;

    Retries(RetryPolicy policy, String who) {
        this.policy = policy;
        this.who = who;
    }

    /** Work that may be done again from its beginning. */
    @FunctionalInterface
    interface Repeatable<T> {
        T call() throws SQLException;
    }

    <T> T call(String what, Repeatable<T> work) throws InterruptedException {
        RetryPolicy left = policy;
        while (true) {
            try {
                return work.call();
            } catch (SQLException e) {
                if (!SqlFailures.passing(e) || left.isSpent()) {
                    throw new LedgerException(who + ": " + what + " failed: " + e.getMessage(), e);
                }
                LOG.warnf(
                        "%s: %s failed, next try in %d ms: %s",
                        who, what, left.pause().toMillis(), e.getMessage());
                Thread.sleep(left.pause());
                left = left.next();
            }
        }
    }
}
