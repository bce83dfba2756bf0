package dev.cairn.chaos;

import dev.cairn.ports.PortException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a test does to the calls of the fake world: holds one, or lets some fail. */
final class Stops implements Consumer<String> {
    private volatile Consumer<String> now = call -> {};

    @Override
    public void accept(String call) {
        now.accept(call);
    }

    void none() {
        now = call -> {};
    }

    void fail(String pattern, PortException.Remedy remedy) {
        Pattern which = Pattern.compile(pattern);
        now = call -> {
            if (which.matcher(call).matches()) {
                throw new PortException(remedy, "on purpose at " + call);
            }
        };
    }

    void crash(String pattern) {
        Pattern which = Pattern.compile(pattern);
        now = call -> {
            if (which.matcher(call).matches()) {
                throw new IllegalStateException("a bug on purpose");
            }
        };
    }

    /** The first such call waits until it is let go, whatever interrupts it. */
    Held hold(String pattern) {
        Pattern which = Pattern.compile(pattern);
        Held held = new Held();
        now = call -> {
            if (which.matcher(call).matches() && held.arrived.getCount() > 0) {
                held.arrived.countDown();
                held.waitForRelease();
            }
        };
        return held;
    }

    /** A call that waits. */
    static final class Held {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void awaitArrival() throws InterruptedException {
            if (!arrived.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the call that was to be held never came");
            }
        }

        void release() {
            released.countDown();
        }

        private void waitForRelease() {
            boolean interrupted = false;
            while (true) {
                try {
                    released.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
