package dev.cairn.fleet;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.LocalEngine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engines that this control plane runs, at most one for each run that it executes at a time.
 *
 * <p>A run gets an engine that serves its needs: one that is idle, one that has room for several runs, or a new one, for
 * which idle engines are ended if there are too many, or if memory is short. An idle engine is kept for the next run.
 */
final class LocalEngines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LocalEngines.class);

    private final int limit;
    private final Starter starter;
    private final EngineMemory memory;
    /** Changed under this object's lock; read without it for the status. */
    private final List<Place> places = new CopyOnWriteArrayList<>();

    /** Starts an engine, which takes tens of seconds. */
    @FunctionalInterface
    interface Starter {
        /** @param number from 1; no other engine that runs now has it */
        LocalEngine start(EngineOption option, int number) throws InterruptedException;
    }

    /** @param limit number of runs that are executed at a time */
    LocalEngines(int limit, Starter starter, EngineMemory memory) {
        this.limit = limit;
        this.starter = starter;
        this.memory = memory;
    }

    /** An engine that a claim uses. */
    record Used(LocalEngine engine, EngineOption option, int number) {}

    /**
     * Returns an engine for the claim, which uses it until it has {@link #ended} or connects again.
     *
     * @param options ways to serve it, the preferred one first
     * @throws PortException NO_ROOM while other runs use the memory or the GPUs; also if the engine does not start
     */
    Used connect(List<EngineOption> options, Claim claim) throws InterruptedException {
        Place place = take(options, claim);
        return new Used(place.started(starter), place.option, place.number);
    }

    private synchronized Place take(List<EngineOption> options, Claim claim) {
        ended(claim);
        Place place = serving(options).orElseGet(() -> added(options));
        place.users.add(claim);
        return place;
    }

    private Optional<Place> serving(List<EngineOption> options) {
        List<Place> found = places.stream()
                .filter(place -> options.stream().anyMatch(place.option::serves))
                .toList();
        return found.stream()
                .filter(Place::isIdle)
                .findFirst()
                .or(() -> found.stream().filter(Place::hasRoom).findFirst());
    }

    private Place added(List<EngineOption> options) {
        EngineOption option = options.stream()
                .filter(one -> places.stream().noneMatch(place -> !place.isIdle() && place.option.conflictsWith(one)))
                .findFirst()
                .orElseThrow(() -> new PortException(
                        Remedy.NO_ROOM,
                        "other runs use the GPUs of this machine; this one starts when they have ended"));
        while (endIdle(place -> place.option.conflictsWith(option))) {
            // Their GPUs are needed.
        }
        while (places.size() >= limit && endIdle(_ -> true)) {
            // With a claim for each run that is executed, one is always idle.
        }
        while (lacksMemory(option)) {
            if (!endIdle(_ -> true)) {
                throw new PortException(
                        Remedy.NO_ROOM, memory.lack(option) + "; the run starts when another one has ended");
            }
        }
        Place place = new Place(freeNumber(), option);
        places.add(place);
        return place;
    }

    /** Whether another engine would not fit; the only one is started in any case. */
    private boolean lacksMemory(EngineOption option) {
        return !places.isEmpty()
                && !memory.hasRoom(
                        option,
                        places.stream()
                                .filter(place -> !place.isStarted())
                                .map(place -> place.option)
                                .toList());
    }

    /** Ends the first idle engine of some kind; false if no such engine is idle. */
    private boolean endIdle(Predicate<Place> which) {
        Optional<Place> idle =
                places.stream().filter(Place::isIdle).filter(which).findFirst();
        idle.ifPresent(place -> {
            place.close();
            places.remove(place);
        });
        return idle.isPresent();
    }

    private int freeNumber() {
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> places.stream().noneMatch(place -> place.number == number))
                .findFirst()
                .orElseThrow();
    }

    /** Frees the engine of a claim. */
    void ended(Claim claim) {
        places.forEach(place -> place.users.remove(claim));
    }

    /** Whether the engine of this claim is down now. */
    boolean isDown(Claim claim) {
        return places.stream().anyMatch(place -> place.users.contains(claim) && place.isDown());
    }

    /** The engines that have been started; returns immediately. */
    Stream<LocalEngine> started() {
        return places.stream().flatMap(place -> Stream.ofNullable(place.engine));
    }

    /** The models that the started engines serve, one for each engine. */
    List<String> models() {
        return places.stream()
                .filter(Place::isStarted)
                .map(place -> place.option.model())
                .toList();
    }

    @Override
    public synchronized void close() {
        places.forEach(Place::close);
        places.clear();
    }

    /** An engine with its users; it may be starting, or have failed to start. */
    private static final class Place {
        private final int number;
        private final EngineOption option;
        private final Set<Claim> users = ConcurrentHashMap.newKeySet();
        /** Also read without the lock, which is held while the engine starts. */
        private volatile @Nullable LocalEngine engine;

        Place(int number, EngineOption option) {
            this.number = number;
            this.option = option;
        }

        boolean isIdle() {
            return users.isEmpty();
        }

        boolean hasRoom() {
            return users.size() < option.runs();
        }

        boolean isStarted() {
            return engine != null;
        }

        boolean isDown() {
            LocalEngine running = engine;
            return running != null && !running.isUp();
        }

        /** Returns the engine when it is up; one that was given up is replaced, since that must not affect another run. */
        synchronized LocalEngine started(Starter starter) throws InterruptedException {
            LocalEngine running = engine;
            if (running != null) {
                try {
                    running.awaitUp();
                    return running;
                } catch (PortException gaveUp) {
                    LOG.warnf("vLLM is started anew: %s", gaveUp.getMessage());
                    close();
                }
            }
            LocalEngine started = starter.start(option, number);
            engine = started;
            return started;
        }

        synchronized void close() {
            LocalEngine running = engine;
            if (running != null) {
                running.close();
                engine = null;
            }
        }
    }
}
