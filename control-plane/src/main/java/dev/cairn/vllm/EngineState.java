package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Whether the engine is up, temporarily down, or given up. Callers wait until it is up or given up. */
final class EngineState {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean up;
    private @Nullable PortException end;

    void up() {
        set(true, null);
    }

    void down() {
        set(false, null);
    }

    void giveUp(PortException reason) {
        set(false, reason);
    }

    private void set(boolean nowUp, @Nullable PortException reason) {
        lock.lock();
        try {
            if (end == null) {
                up = nowUp;
                end = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isUp() {
        lock.lock();
        try {
            return up;
        } finally {
            lock.unlock();
        }
    }

    boolean isGivenUp() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    void awaitUp() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!up && end == null) {
                changed.await();
            }
            if (end != null) {
                throw new PortException(end.remedy(), String.valueOf(end.getMessage()), end);
            }
        } finally {
            lock.unlock();
        }
    }
}
