package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.bridge.Replies.Failure;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Turns a worker's error into an exception that says what the caller should do. */
final class WorkerErrors {
    private static final Logger LOG = Logger.getLogger(WorkerErrors.class);

    private WorkerErrors() {}

    /** Returns the reply if it carries no error. */
    static WorkerLink.Reply check(String op, WorkerLink link, WorkerLink.Reply reply) throws InterruptedException {
        JsonNode error = reply.header().path("error");
        if (error.isMissingNode() || error.isNull()) {
            logLostProcesses(op, link, reply.header().path("lost").asInt(0));
            return reply;
        }
        Failure failure = WorkerCalls.read(link, op, error, Failure.class);
        String text = op + " at worker " + link.describe() + ": "
                + Objects.requireNonNullElse(failure.message(), "(no message)");
        throw switch (failure.kind()) {
            case USER -> new PortException(Remedy.FIX_REQUEST, text);
            case STALE_FENCE -> new OwnershipLostException(text);
            case UNKNOWN_SESSION ->
                new PortException(Remedy.RETRY, text + "; the unit's attempt must open a session again");
            case MISMATCH ->
                new PortException(
                        Remedy.FIX_REQUEST,
                        text
                                + "; the limits are soar.student.loss.mismatchLimit and soar.teacher.loss.mismatchLimit:"
                                + " about 1e-4 suits FP32, 0.01 to 0.1 BF16");
            case NON_FINITE -> new PortException(Remedy.GIVE_UP, text);
            case OUT_OF_MEMORY -> outOfMemory(op, text);
            case NO_MEMORY -> noMemory(text);
            case BUSY, NO_SPACE -> new PortException(Remedy.WAIT, text);
            case CANCELLED -> cancelled(text);
            case INTERNAL -> new PortException(Remedy.GIVE_UP, text + "; this is a bug in the worker, see its log");
        };
    }

    private static void logLostProcesses(String op, WorkerLink link, int processes) {
        if (processes > 0) {
            LOG.warnf(
                    "%s at worker %s: %s grading processes died or were killed over an answer, and were replaced",
                    op, link.describe(), processes);
        }
    }

    /** A smaller micro-batch helps a forward pass, but not an operation that loads weights. */
    private static PortException outOfMemory(String op, String text) {
        return switch (op) {
            case "step", "logprobs", "alignment" ->
                new PortException(
                        Remedy.RETRY_SMALLER,
                        text
                                + "; out of memory: it is tried with smaller micro-batches, lower execution.microBatchTokens"
                                + " if it happens often");
            default -> noMemory(text);
        };
    }

    private static PortException noMemory(String text) {
        return new PortException(
                Remedy.WAIT,
                text + "; the trainer's device has no room for the model or the adapter: end what else uses it, or give"
                        + " trainer and engine devices of their own");
    }

    private static RuntimeException cancelled(String text) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(text);
        }
        return new PortException(Remedy.RETRY, text);
    }
}
