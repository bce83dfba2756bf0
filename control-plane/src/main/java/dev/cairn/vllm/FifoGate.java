package dev.cairn.vllm;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets waiters in one after the other in the order they came, each when its condition holds. */
final class FifoGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Condition> waiting = new ArrayDeque<>();

    /** Waits to be first and for {@code free}, then runs {@code take}; both run under the gate's lock. */
    void enter(BooleanSupplier free, Runnable take) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var turn = lock.newCondition();
            waiting.add(turn);
            try {
                while (!turn.equals(waiting.peek()) || !free.getAsBoolean()) {
                    turn.await();
                }
                take.run();
            } finally {
                waiting.remove(turn);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code giveBack} under the gate's lock, which may let the first waiter in. */
    void leave(Runnable giveBack) {
        lock.lock();
        try {
            giveBack.run();
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        var first = waiting.peek();
        if (first != null) {
            first.signal();
        }
    }

    /** What was taken, until closed. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }
}
