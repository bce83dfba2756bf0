package dev.cairn.vllm;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Admits waiting threads in the order of their arrival, each as soon as its condition holds. */
final class FifoGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Condition> waiting = new ArrayDeque<>();

    /**
     * Waits until this thread is first and {@code free} holds, then runs {@code take}. Both run under the gate's lock.
     */
    void enter(BooleanSupplier free, Runnable take) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Condition condition = lock.newCondition();
            waiting.add(condition);
            try {
                while (!condition.equals(waiting.peek()) || !free.getAsBoolean()) {
                    condition.await();
                }
                take.run();
            } finally {
                waiting.remove(condition);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code giveBack} under the gate's lock, which may admit the first waiting thread. */
    void exit(Runnable giveBack) {
        lock.lock();
        try {
            giveBack.run();
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Number of waiting threads. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        Condition first = waiting.peek();
        if (first != null) {
            first.signal();
        }
    }

    /** What was taken, given back on close. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }
}
