package dev.cairn.chaos;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the moments of a run's work at which a process may die, and stops for good at one of them. */
final class CrashPoint {
    /** Which moments count. */
    enum Moment {
        /** Work done, nothing committed. */
        BEFORE_COMMIT,
        /** Committed, but not reported yet. */
        AFTER_COMMIT,
        /** Each call to engine or trainer. */
        CALL,
        NEVER
    }

    private final Moment where;
    private final AtomicInteger left;

    CrashPoint(Moment where, int number) {
        this.where = where;
        this.left = new AtomicInteger(number);
    }

    /** Says so on standard output, and waits to be killed. */
    void at(Moment moment, String what) {
        if (moment != where || left.decrementAndGet() != 0) {
            return;
        }
        System.out.println("stopped at " + moment + " " + what);
        System.out.flush();
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // Only SIGKILL ends this.
            }
        }
    }

    /** A database whose commits of units are moments; those of the queue's upkeep are not. */
    DataSource around(DataSource real) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            return result instanceof Connection connection ? around(connection) : result;
        });
    }

    private Connection around(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            boolean counts = method.getName().equals("commit")
                    && Thread.currentThread().getName().startsWith("run-")
                    && !Thread.currentThread().getName().equals("run-executor");
            if (counts) {
                at(Moment.BEFORE_COMMIT, "");
            }
            Object result = method.invoke(real, arguments);
            if (counts) {
                at(Moment.AFTER_COMMIT, "");
            }
            return result;
        });
    }

    /** What a call does. */
    private interface Call {
        Object run(java.lang.reflect.Method method, Object[] arguments) throws Throwable;
    }

    @SuppressWarnings("NullAway") // a proxied method may return null
    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.run(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }
}
