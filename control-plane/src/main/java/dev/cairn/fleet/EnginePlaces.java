package dev.cairn.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The places of the engines that run here. Changes are made under the lock of {@link LocalEngines}; reading needs none. */
final class EnginePlaces {
    private static final Logger LOG = Logger.getLogger(EnginePlaces.class);

    private final List<EnginePlace> places = new CopyOnWriteArrayList<>();
    /** Ended while they were starting: their processes may live a little longer. */
    private final List<EnginePlace> leaving = new CopyOnWriteArrayList<>();

    Stream<EnginePlace> stream() {
        return places.stream();
    }

    List<EnginePlace> all() {
        return List.copyOf(places);
    }

    /** A new place, with a number that no other one has. */
    EnginePlace add(EngineOption option) {
        leaving.removeIf(place -> !place.isStarting());
        int number = IntStream.iterate(1, next -> next + 1)
                .filter(next ->
                        Stream.concat(places.stream(), leaving.stream()).noneMatch(place -> place.number() == next))
                .findFirst()
                .orElseThrow();
        EnginePlace place = new EnginePlace(number, option);
        places.add(place);
        return place;
    }

    /** Main memory that idle engines hold, in bytes. */
    long idleMemory() {
        return places.stream()
                .filter(EnginePlace::isIdle)
                .mapToLong(EnginePlace::memory)
                .sum();
    }

    boolean areIdle() {
        return places.stream().allMatch(EnginePlace::isIdle);
    }

    /** Ends an idle engine of some kind, one that is dead first; false if no such engine is idle. */
    boolean endIdle(Predicate<EnginePlace> which) {
        Optional<EnginePlace> idle = places.stream()
                .filter(EnginePlace::isIdle)
                .filter(which)
                .min(Comparator.comparing(EnginePlace::isDead).reversed());
        idle.ifPresent(this::end);
        return idle.isPresent();
    }

    /** Ends an engine; a failure is only logged, since it is not that of the run that needs its place. */
    void end(EnginePlace place) {
        places.remove(place);
        if (place.isStarting()) {
            leaving.add(place);
        }
        try {
            place.close();
        } catch (RuntimeException e) {
            LOG.warnf(e, "an engine with %s could not be ended", place.option().model());
        }
    }

    void endAll() {
        places.forEach(this::end);
    }

    void free(Claim claim) {
        places.forEach(place -> place.free(claim));
    }
}
