package dev.cairn.vllm;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many adapters have calls running side by side: calls take turns in the order they came, and calls of an
 * adapter that is running join it unless somebody else waits before them.
 */
final class AdapterTurns {
    private final int atOnce;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Condition> waiting = new ArrayDeque<>();
    private final Map<String, Integer> running = new HashMap<>();

    AdapterTurns(EngineLimits limits) {
        this.atOnce = limits.adaptersAtOnce() == EngineLimits.UNLIMITED ? Integer.MAX_VALUE : limits.adaptersAtOnce();
    }

    /** A call's turn, until closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    Turn take(String adapter) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var turn = lock.newCondition();
            waiting.add(turn);
            try {
                while (waiting.peek() != turn || (!running.containsKey(adapter) && running.size() >= atOnce)) {
                    turn.await();
                }
                running.merge(adapter, 1, Integer::sum);
            } finally {
                waiting.remove(turn);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
        return () -> giveBack(adapter);
    }

    private void giveBack(String adapter) {
        lock.lock();
        try {
            running.computeIfPresent(adapter, (name, count) -> count == 1 ? null : count - 1);
            wakeFirst();
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
}
