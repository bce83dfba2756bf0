package dev.cairn.vllm;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class FifoGateTest {
    @Test
    void aLargeRequestIsNotOvertakenBySmallOnes() throws Exception {
        InFlightLimit limit = new InFlightLimit(new EngineLimits(10, 100));
        CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<String>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            FifoGate.Taken running = limit.take(6, 10);
            var _ = executor.submit(() -> takeAndNote(limit, 8, order, "large"));
            await().until(() -> limit.waiting() == 1);
            var _ = executor.submit(() -> takeAndNote(limit, 3, order, "small"));
            await().until(() -> limit.waiting() == 2);
            assertThat(order).isEmpty();
            running.close();
        }
        assertThat(order).containsExactly("large", "small");
    }

    @Test
    void promptTokensAreBoundedToo() throws Exception {
        InFlightLimit limit = new InFlightLimit(new EngineLimits(10, 100));
        CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<String>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            FifoGate.Taken running = limit.take(1, 95);
            var _ = executor.submit(() -> takeAndNote(limit, 1, order, "second"));
            await().until(() -> limit.waiting() == 1);
            running.close();
        }
        assertThat(order).containsExactly("second");
    }

    @Test
    void aRequestAboveALimitGoesAlone() throws Exception {
        InFlightLimit limit = new InFlightLimit(new EngineLimits(10, 100));
        limit.take(1000, 1000).close();
        limit.take(10, 100).close();
    }

    @Test
    void aWaiterThatIsInterruptedLetsTheNextOneIn() throws Exception {
        InFlightLimit limit = new InFlightLimit(new EngineLimits(10, 100));
        CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<String>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                var _ = limit.take(6, 10)) {
            Future<Boolean> large = executor.submit(() -> takeAndNote(limit, 8, order, "large"));
            await().until(() -> limit.waiting() == 1);
            Future<Boolean> small = executor.submit(() -> takeAndNote(limit, 3, order, "small"));
            await().until(() -> limit.waiting() == 2);
            large.cancel(true);
            small.get();
        }
        assertThat(order).containsExactly("small");
    }

    private static boolean takeAndNote(InFlightLimit limit, int sequences, List<String> order, String name)
            throws InterruptedException {
        try (var _ = limit.take(sequences, 10)) {
            return order.add(name);
        }
    }
}
