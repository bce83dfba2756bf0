package dev.cairn.fleet.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered engine or worker, as everybody may see it: without its token.
 *
 * @param pool whose runs may name it
 * @param maxAdapters of an engine: how many it holds at a time (its --max-cpu-loras); absent: as many as a run asks for
 * @param hasToken whether it is shown a token
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
        @JsonIgnore long revision) {}
