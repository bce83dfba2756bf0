package dev.cairn.fleet;

import dev.cairn.access.IdempotencyKeys.Reservation;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.util.HashMap;
import java.util.Map;

/**
 * Reserves room for adapters on registered engines. A run gets all the room that it may need at once, or has to wait:
 * two runs with half each would wait for each other forever.
 */
final class AdapterReservations {
    private final Map<Claim, Reservation> promised = new HashMap<>();

    private record Reservation(String engine, int adapters) {}

    /** @throws PortException NO_ROOM while other runs hold the room; FIX_REQUEST if the engine has less than requested */
    synchronized void reserve(ServiceAccess engine, Claim claim, int adapters) {
        Integer room = engine.maxAdapters();
        if (room != null && adapters > room) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "the run holds up to %d adapters at a time, and engine '%s' is registered with room for %d; lower execution.trialsInParallel"
                            .formatted(adapters, engine.name(), room));
        }
        int others = promised.entrySet().stream()
                .filter(other -> !other.getKey().equals(claim)
                        && other.getValue().engine().equals(engine.name()))
                .mapToInt(other -> other.getValue().adapters())
                .sum();
        if (room != null && others + adapters > room) {
            throw new PortException(
                    Remedy.NO_ROOM,
                    "engine '%s' has room for %d adapters, other runs may hold %d of them, and this run needs %d"
                            .formatted(engine.name(), room, others, adapters));
        }
        promised.put(claim, new Reservation(engine.name(), adapters));
    }

    synchronized void release(Claim claim) {
        promised.remove(claim);
    }
}
