package dev.cairn.experiments;

import java.util.function.Function;
import org.hibernate.StatelessSession;

/** For whoever submits nothing. */
public final class NoTransactions implements Transactions {
    @Override
    public <T> T call(Function<StatelessSession, T> work) {
        throw new UnsupportedOperationException("nothing is submitted here");
    }
}
