package dev.cairn.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that is lost after some statements, in the middle of a transaction too, as when the process is killed. */
public final class StoppingSource {
    private final DataSource real;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    public StoppingSource(DataSource real) {
        this.real = real;
    }

    /** Allows so many more statements. */
    public void stopAfter(int statements) {
        left.set(statements);
    }

    public DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> stopping(real.getConnection()));
    }

    private Connection stopping(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            boolean ends = method.getName().equals("prepareStatement")
                    || method.getName().equals("commit");
            if (ends && left.getAndDecrement() <= 0) {
                throw new SQLException("stopped on purpose");
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StoppingSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
