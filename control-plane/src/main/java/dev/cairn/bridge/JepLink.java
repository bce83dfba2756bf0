package dev.cairn.bridge;

import java.time.Duration;
import java.util.Map;

/** A link to Python inside this JVM, one call at a time; see {@link EmbeddedPython#link}. */
final class JepLink implements WorkerLink {
    private final PythonOwner owner;

    JepLink(PythonOwner owner) {
        this.owner = owner;
    }

    @Override
    public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        return owner.call(op, header, arrays, deadline);
    }

    @Override
    public boolean healthy() {
        return owner.healthy();
    }

    /** Number of calls that wait for the one in progress. */
    int waiting() {
        return owner.waiting();
    }

    @Override
    public String describe() {
        return "embedded Python (" + owner.name() + ")";
    }

    @Override
    public void close() {
        owner.close();
    }
}
