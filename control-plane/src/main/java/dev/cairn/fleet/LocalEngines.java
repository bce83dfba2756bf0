package dev.cairn.fleet;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.LocalEngine;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The engines that this control plane runs, at most one for each run that it executes at a time, and the GPUs that its
 * runs use.
 *
 * <p>A run gets an engine that serves its needs: one that is idle, one that has room for several runs, or a new one, for
 * which idle engines are ended if there are too many, or if memory or GPUs are short. An idle engine is kept for the
 * next run.
 */
final class LocalEngines implements AutoCloseable {
    private final int limit;
    private final MainMemory memory;
    private final GpuClaims gpus = new GpuClaims();
    /** Also held while idle engines end; an interrupt ends the waiting for it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final EnginePlaces places = new EnginePlaces();
    private boolean closed;

    /** @param limit number of runs that are executed at a time */
    LocalEngines(int limit, MainMemory memory) {
        this.limit = limit;
        this.memory = memory;
    }

    /**
     * Reserves room for the engine of a claim, which keeps it until it has {@link #ended}.
     *
     * @param options ways to serve the run, the preferred one first
     * @throws PortException NO_ROOM while other runs use the memory or the GPUs
     */
    EnginePlace reserve(List<EngineOption> options, Claim claim) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            Optional<EnginePlace> own = places.stream()
                    .filter(place -> place.isUsedBy(claim) && serves(place, options))
                    .findFirst();
            if (own.isPresent()) {
                return own.get();
            }
            release(claim);
            EnginePlace place = serving(options).orElseGet(() -> added(options));
            place.use(claim);
            gpus.take(claim, place.option().gpus());
            return place;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reserves the GPUs of a claim that needs no engine here.
     *
     * @param plans to choose from, the preferred one first
     * @throws PortException NO_ROOM while other runs use the GPUs
     */
    GpuPlan reserveGpus(List<GpuPlan> plans, Claim claim) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            release(claim);
            GpuPlan plan = plans.stream().filter(gpus::areFree).findFirst().orElseThrow(LocalEngines::gpusInUse);
            endIdleOn(plan);
            gpus.take(claim, plan);
            return plan;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new PortException(Remedy.RETRY, "Cairn is stopping");
        }
    }

    private static boolean serves(EnginePlace place, List<EngineOption> options) {
        return options.stream().anyMatch(place.option()::serves);
    }

    private Optional<EnginePlace> serving(List<EngineOption> options) {
        List<EnginePlace> found =
                places.stream().filter(place -> serves(place, options)).toList();
        Optional<EnginePlace> idle = found.stream().filter(EnginePlace::isIdle).findFirst();
        if (idle.isPresent()) {
            return idle;
        }
        Optional<EnginePlace> shared =
                found.stream().filter(EnginePlace::hasRoom).findFirst();
        shared.map(EnginePlace::option)
                .ifPresent(
                        option -> requireMemory(option.model(), option.memory().trainer()));
        return shared;
    }

    private EnginePlace added(List<EngineOption> options) {
        EngineOption option = options.stream()
                .filter(one -> gpus.areFree(one.gpus()))
                .findFirst()
                .orElseThrow(LocalEngines::gpusInUse);
        requireMemory(option.model(), option.memory().sum());
        endIdleOn(option.gpus());
        while (places.all().size() >= limit && places.endIdle(_ -> true)) {
            // With a claim for each run that is executed, one is always idle.
        }
        return places.add(option);
    }

    /**
     * Ends idle engines until the machine has so much memory; the only engine is started in any case.
     *
     * @throws PortException NO_ROOM if it would have less without all of them, and then none is ended
     */
    private void requireMemory(String model, long bytes) {
        if (!places.areIdle() && !memory.has(bytes, places.idleMemory(), places.all())) {
            throw new PortException(
                    Remedy.NO_ROOM,
                    memory.lack(model, bytes, places.all()) + ". The run is tried again whenever another one ends");
        }
        while (!memory.has(bytes, 0, places.all()) && places.endIdle(_ -> true)) {
            // The next one may have to end too.
        }
    }

    private static PortException gpusInUse() {
        return new PortException(
                Remedy.NO_ROOM, "other runs use the GPUs of this machine; the run starts when they have ended");
    }

    private void endIdleOn(GpuPlan plan) {
        while (places.endIdle(
                place -> !Collections.disjoint(place.option().gpus().devices(), plan.devices()))) {
            // Their GPUs are needed.
        }
    }

    /** Frees the engine and the GPUs of a claim; an engine that does not work is not kept. */
    void ended(Claim claim) {
        lock.lock();
        try {
            release(claim);
            while (places.endIdle(EnginePlace::isDead)) {
                // Others may have failed too.
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the engine that only this claim uses: its requests must not mix with those of the next run.
     *
     * @param gpusAreFree whether nothing uses the claim's GPUs any more
     */
    void abandon(Claim claim, boolean gpusAreFree) {
        lock.lock();
        try {
            places.stream().filter(place -> place.isUsedOnlyBy(claim)).forEach(places::end);
            places.free(claim);
            if (gpusAreFree) {
                gpus.release(claim);
            }
        } finally {
            lock.unlock();
        }
    }

    private void release(Claim claim) {
        places.free(claim);
        gpus.release(claim);
    }

    /** The number of the engine of a claim; empty if it has none here. */
    Optional<Integer> number(Claim claim) {
        return places.stream()
                .filter(place -> place.isUsedBy(claim))
                .map(EnginePlace::number)
                .findFirst();
    }

    /** Number of GPUs of this machine that a claim uses. */
    int gpus(Claim claim) {
        return gpus.count(claim);
    }

    /** Whether the engine of this claim is down now. */
    boolean isDown(Claim claim) {
        return places.stream().anyMatch(place -> place.isUsedBy(claim) && place.isDown());
    }

    /** The engines that have been started; returns immediately. */
    Stream<LocalEngine> started() {
        return places.stream().flatMap(EnginePlace::running);
    }

    /** The models that the started engines serve, one for each engine. */
    List<String> models() {
        return places.stream()
                .filter(EnginePlace::isStarted)
                .map(place -> place.option().model())
                .toList();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            places.endAll();
        } finally {
            lock.unlock();
        }
    }
}
