package dev.cairn.fleet;

import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.util.HashMap;
import java.util.Map;

/**
 * How many adapters of each registered engine are promised to whom. A run is given all that it may hold at once, or has to
 * wait: two that got half each would wait for each other for ever.
 */
final class AdapterRoom {
    private final Map<Claim, Promise> promised = new HashMap<>();

    private record Promise(String engine, int adapters) {}

    /** @throws PortException WAIT while others hold the room; FIX_REQUEST if it is more than the engine has */
    synchronized void take(ServiceAccess engine, Claim claim, int adapters) {
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
                    Remedy.WAIT,
                    "engine '%s' has room for %d adapters, other runs may hold %d of them, and this run needs %d"
                            .formatted(engine.name(), room, others, adapters));
        }
        promised.put(claim, new Promise(engine.name(), adapters));
    }

    synchronized void giveBack(Claim claim) {
        promised.remove(claim);
    }
}
