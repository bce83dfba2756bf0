package dev.cairn.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Typed calls of a worker: a request record becomes the header, and the reply's header becomes a record. */
final class WorkerCalls {
    private WorkerCalls() {}

    /**
     * Calls an operation without arrays.
     *
     * @throws PortException if the worker refuses, cannot be reached, or its reply is malformed
     */
    static <Q extends Record, R extends Record> R call(
            WorkerLink link, Operation<Q, R> operation, Q request, Duration deadline) throws InterruptedException {
        return read(link, operation, send(link, operation, request, Map.of(), deadline));
    }

    /** Calls an operation; the returned reply carries no error. */
    static <Q extends Record> WorkerLink.Reply send(
            WorkerLink link, Operation<Q, ?> operation, Q request, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        return WorkerErrors.check(operation.name(), link, link.call(operation.name(), request, arrays, deadline));
    }

    /** Reads the header of a reply. */
    static <R extends Record> R read(WorkerLink link, Operation<?, R> operation, WorkerLink.Reply reply) {
        return read(link, operation.name(), reply.header(), operation.reply());
    }

    static <T> T read(WorkerLink link, String op, JsonNode json, Class<T> type) {
        try {
            return WorkerJson.MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "%s at worker %s returned data that can't be read: %s; this is a bug in the worker"
                            .formatted(op, link.describe(), e.getOriginalMessage()),
                    e);
        }
    }

    /** Checks that a list has one item for each one sent, and returns it. */
    static <T> List<T> requireOnePerItem(WorkerLink link, Operation<?, ?> operation, List<T> items, int expected) {
        if (items.size() != expected) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "%s at worker %s returned %d items for %d that were sent; this is a bug in the worker"
                            .formatted(operation.name(), link.describe(), items.size(), expected));
        }
        return items;
    }
}
