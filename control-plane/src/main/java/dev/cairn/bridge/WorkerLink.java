package dev.cairn.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/** A connection to a Python worker: carries a call there and its reply back, whatever the operation. */
interface WorkerLink extends AutoCloseable {
    /**
     * Runs one operation and waits for its reply.
     *
     * @param op the operation's name in the worker protocol, such as {@code step}
     * @param header its small values, written as JSON: a record of {@link Requests}, or a JSON object
     * @param arrays its large values
     * @param deadline how long it may run; a queue's waiting time in front of it does not count
     * @return the reply, which may carry the worker's own error
     * @throws dev.cairn.ports.PortException if no reply came: the worker is gone, full, or past the deadline
     * @throws InterruptedException if the caller was interrupted; the operation is cancelled then
     */
    Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline) throws InterruptedException;

    /** Whether calls can succeed; if false, only a restart of the worker helps. */
    boolean healthy();

    /** Describes where the worker is, for messages. */
    String describe();

    @Override
    void close();

    /** A worker's reply. */
    record Reply(ObjectNode header, Map<String, FlatArray> arrays) {
        public Reply {
            arrays = Map.copyOf(arrays);
        }

        /** Random per start of the worker: a changed epoch means that its sessions are lost. */
        public String epoch() {
            return header.path("epoch").asText("");
        }
    }
}
