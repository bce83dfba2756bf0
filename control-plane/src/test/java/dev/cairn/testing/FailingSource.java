package dev.cairn.testing;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that becomes unreachable. */
public final class FailingSource {
    private final DataSource real;
    private volatile boolean failing;

    public FailingSource(DataSource real) {
        this.real = real;
    }

    public void fail() {
        failing = true;
    }

    public DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                FailingSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (failing) {
                        throw new SQLException("away on purpose");
                    }
                    return real.getConnection();
                });
    }
}
