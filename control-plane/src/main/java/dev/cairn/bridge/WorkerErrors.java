package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Turns an error that a worker replied into what the caller should do. */
final class WorkerErrors {
    private static final Logger LOG = System.getLogger(WorkerErrors.class.getName());

    private WorkerErrors() {}

    /** Returns the reply if it carries no error. */
    static WorkerLink.Reply check(String op, WorkerLink link, WorkerLink.Reply reply) throws InterruptedException {
        JsonNode error = reply.header().path("error");
        if (error.isMissingNode() || error.isNull()) {
            tellLost(op, link, reply.header().path("lost").asInt(0));
            return reply;
        }
        String message = error.path("message").asText("(no message)");
        String text = op + " at worker " + link.describe() + ": " + message;
        throw switch (error.path("class").asText("internal")) {
            case "user" -> new PortException(Remedy.FIX_REQUEST, text);
            case "stale_fence" -> new OwnershipLostException(text);
            case "unknown_session" ->
                new PortException(Remedy.RETRY, text + "; the unit's attempt must open a session again");
            case "mismatch" ->
                new PortException(
                        Remedy.FIX_REQUEST,
                        text
                                + "; the limits are soar.student.loss.mismatchLimit and soar.teacher.loss.mismatchLimit:"
                                + " about 1e-4 suits FP32, 0.01 to 0.1 BF16");
            case "non_finite" -> new PortException(Remedy.GIVE_UP, text);
            case "out_of_memory" -> outOfMemory(op, text);
            case "no_memory" -> noMemory(text);
            case "busy", "no_space" -> new PortException(Remedy.WAIT, text);
            case "cancelled" -> cancelled(text);
            default -> new PortException(Remedy.GIVE_UP, text + "; this is a bug of the worker, see its log");
        };
    }

    private static void tellLost(String op, WorkerLink link, int processes) {
        if (processes > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} at worker {1}: {2} grading processes died or were killed over an answer, and were replaced",
                    op,
                    link.describe(),
                    processes);
        }
    }

    /** A smaller micro-batch helps a forward pass, and nothing that loads weights. */
    private static PortException outOfMemory(String op, String text) {
        return switch (op) {
            case "step", "logprobs" ->
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
