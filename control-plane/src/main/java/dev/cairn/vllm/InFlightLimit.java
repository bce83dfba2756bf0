package dev.cairn.vllm;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds sequences and prompt tokens in flight; who came first goes first, so that large requests get their turn. */
final class InFlightLimit {
    private final int maxSequences;
    private final int maxPromptTokens;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Condition> waiting = new ArrayDeque<>();
    private int sequences;
    private int promptTokens;

    InFlightLimit(EngineLimits limits) {
        this.maxSequences = limits.maxSequences();
        this.maxPromptTokens = limits.maxPromptTokens();
    }

    /** What a request takes until closed. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until the request fits; one above a limit of its own is let through alone. */
    Permit take(int wantedSequences, int wantedPromptTokens) throws InterruptedException {
        var wantedS = Math.min(wantedSequences, maxSequences);
        var wantedT = Math.min(wantedPromptTokens, maxPromptTokens);
        lock.lockInterruptibly();
        try {
            var turn = lock.newCondition();
            waiting.add(turn);
            try {
                while (waiting.peek() != turn
                        || sequences + wantedS > maxSequences
                        || promptTokens + wantedT > maxPromptTokens) {
                    turn.await();
                }
                sequences += wantedS;
                promptTokens += wantedT;
            } finally {
                waiting.remove(turn);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
        return () -> giveBack(wantedS, wantedT);
    }

    private void giveBack(int takenSequences, int takenPromptTokens) {
        lock.lock();
        try {
            sequences -= takenSequences;
            promptTokens -= takenPromptTokens;
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
