package dev.cairn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * How long the same request took, again and again.
 *
 * @param first the very first request, in milliseconds; nothing was cached for it in the server
 * @param sorted all requests after the warm-up, in milliseconds, the shortest first
 */
record Latencies(double first, List<Double> sorted) {
    private static final double MILLION = 1e6;

    Latencies {
        sorted = sorted.stream().sorted().toList();
    }

    static Latencies of(Callable<?> request, int warmUp, int times) throws Exception {
        double first = millis(request);
        for (int i = 1; i < warmUp; i++) {
            request.call();
        }
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(millis(request));
        }
        return new Latencies(first, all);
    }

    private static double millis(Callable<?> request) throws Exception {
        long began = System.nanoTime();
        request.call();
        return (System.nanoTime() - began) / MILLION;
    }

    /** @param share 0.95 for the 95th percentile */
    double percentile(double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }

    void print(String server) {
        System.out.printf(
                "  %-34s median %s ms, 95th %% %s ms, first %s ms%n",
                server, Figure.plain(percentile(0.5)), Figure.plain(percentile(0.95)), Figure.plain(first));
    }
}
