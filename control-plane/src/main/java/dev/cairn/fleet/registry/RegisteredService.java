package dev.cairn.fleet.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered engine or worker, without its token, so that everybody may see it.
 *
 * @param pool whose runs may name it
 * @param maxAdapters for an engine, how many it holds at a time (its --max-cpu-loras); if absent, as many as a run
 *     needs
 * @param hasToken whether a token is sent to it
 * @param lastProbe absent if it was not probed since its last change
 * @param revision grows with each change
 */
public record RegisteredService(
        String name,
        String address,
        String pool,
        @Nullable Integer maxAdapters,
        boolean hasToken,
        Instant createdAt,
        Instant updatedAt,
        @Nullable LastProbe lastProbe,
        @JsonIgnore long revision) {
    /** The same, with its last probe. */
    public RegisteredService with(@Nullable LastProbe probe) {
        return new RegisteredService(name, address, pool, maxAdapters, hasToken, createdAt, updatedAt, probe, revision);
    }
}
