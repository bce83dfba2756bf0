package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.time.Duration;
import java.util.Map;

/**
 * What a worker reports about itself.
 *
 * @param version of the package {@code cairn_workers}
 * @param python its interpreter's version
 * @param torch PyTorch's version
 * @param device {@code cpu} or {@code cuda}
 * @param epoch random per start
 */
public record WorkerIdentity(String version, String python, String torch, String device, String epoch) {
    /** The version of the worker protocol that this bridge speaks. */
    static final int PROTOCOL = 1;

    /** Asks a worker, and refuses one with another version of the protocol. */
    static WorkerIdentity of(WorkerLink link, Duration deadline) throws InterruptedException {
        WorkerLink.Reply reply = WorkerCalls.send(link, Operation.HELLO, new Requests.Hello(), Map.of(), deadline);
        JsonNode header = reply.header();
        int protocol = header.path("protocol").asInt(-1);
        if (protocol != PROTOCOL) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "worker %s speaks protocol %s, this control plane needs %d: install the cairn_workers of this release there"
                            .formatted(link.describe(), header.path("protocol"), PROTOCOL));
        }
        Replies.Identity found = WorkerCalls.read(link, Operation.HELLO, reply);
        return new WorkerIdentity(found.version(), found.python(), found.torch(), found.device(), reply.epoch());
    }
}
