package dev.cairn.fleet;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.LocalEngine;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Room for an engine, with the claims that use it. The engine may be starting, or have failed to start. */
final class EnginePlace {
    private static final Logger LOG = Logger.getLogger(EnginePlace.class);

    private final int number;
    private final EngineOption option;
    private final Set<Claim> users = ConcurrentHashMap.newKeySet();
    /** Held while the engine starts, by the first user that asks. */
    private final ReentrantLock starting = new ReentrantLock();

    private volatile @Nullable LocalEngine engine;
    private volatile boolean closed;

    /** @param number from 1; no other place of now has it */
    EnginePlace(int number, EngineOption option) {
        this.number = number;
        this.option = option;
    }

    /** Starts an engine, which takes tens of seconds. */
    @FunctionalInterface
    interface Starter {
        LocalEngine start(EngineOption option, int number) throws InterruptedException;
    }

    int number() {
        return number;
    }

    EngineOption option() {
        return option;
    }

    void use(Claim claim) {
        users.add(claim);
    }

    void free(Claim claim) {
        users.remove(claim);
    }

    boolean isUsedBy(Claim claim) {
        return users.contains(claim);
    }

    boolean isIdle() {
        return users.isEmpty();
    }

    boolean isUsedOnlyBy(Claim claim) {
        return users.equals(Set.of(claim));
    }

    boolean hasRoom() {
        return users.size() < option.runs();
    }

    /** Whether the engine is being started, or what was started is being ended. */
    boolean isStarting() {
        return starting.isLocked();
    }

    boolean isStarted() {
        return engine != null;
    }

    /** Whether an engine was started and is down now. */
    boolean isDown() {
        return running().anyMatch(one -> !one.isUp());
    }

    /** Main memory of the engine and of the trainers of its users, in bytes. */
    long memory() {
        return option.memory().engine() + users.size() * option.memory().trainer();
    }

    /** Whether nothing runs here that the next run could use: the engine did not start, or was given up. */
    boolean isDead() {
        return running().allMatch(LocalEngine::isGivenUp);
    }

    /** The engine, if it was started. */
    Stream<LocalEngine> running() {
        return Stream.ofNullable(engine);
    }

    /** Returns the engine when it is up; one that was given up is replaced, since that must not affect another run. */
    LocalEngine started(Starter starter) throws InterruptedException {
        starting.lockInterruptibly();
        try {
            LocalEngine running = engine;
            if (running != null) {
                try {
                    running.awaitUp();
                    return running;
                } catch (PortException gaveUp) {
                    LOG.warnf("vLLM is starting again: %s", gaveUp.getMessage());
                    running.close();
                    engine = null;
                }
            }
            LocalEngine started = starter.start(option, number);
            engine = started;
            if (closed) {
                close();
                throw new PortException(Remedy.RETRY, "the engine was ended while it started");
            }
            return started;
        } finally {
            starting.unlock();
        }
    }

    /** Ends the engine, for good. One that is starting now ends as soon as it has started. */
    void close() {
        closed = true;
        LocalEngine running = engine;
        if (running != null) {
            running.close();
            engine = null;
        }
    }
}
