package dev.cairn.experiments;

import jakarta.inject.Singleton;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Transactions of the application's session factory. */
@Singleton
record HibernateTransactions(SessionFactory sessions) implements Transactions {
    @Override
    public <T> T call(Function<StatelessSession, T> work) {
        return io.quarkus.narayana.jta.QuarkusTransaction.requiringNew().call(() -> {
            try (StatelessSession session = sessions.openStatelessSession()) {
                return work.apply(session);
            }
        });
    }
}
