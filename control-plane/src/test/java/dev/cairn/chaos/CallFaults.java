package dev.cairn.chaos;

import dev.cairn.ports.PortException;
import dev.cairn.testing.HeldCalls;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a test does to the calls of the fake cluster: holds one, or lets some fail. */
final class CallFaults implements Consumer<String> {
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

    /** Such calls wait until they are released, whatever interrupts them. */
    HeldCalls hold(String pattern) {
        Pattern which = Pattern.compile(pattern);
        HeldCalls held = new HeldCalls(call -> which.matcher(call).matches());
        now = held::arriveUninterruptibly;
        return held;
    }
}
