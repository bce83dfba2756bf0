package dev.cairn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * How long the same request took, again and again.
 *
 * @param first the very first request, in milliseconds; nothing was cached for it in the server
 * @param sorted all requests after the warm-up, in milliseconds, the shortest first
 */
record Latencies(double first, List<Double> sorted) {
    private static final double MILLION = 1e6;
    private static final int AT_A_TIME = 20;

    Latencies {
        sorted = sorted.stream().sorted().toList();
    }

    /**
     * Measures several requests by turns, {@value #AT_A_TIME} times each, so that whatever else the machine does meets
     * all of them alike.
     *
     * @param warmUps how often each is sent before; a JVM takes more to compile its code than CPython, which does not
     */
    static List<Latencies> byTurns(List<Callable<?>> requests, List<Integer> warmUps, int times) throws Exception {
        List<Double> first = new ArrayList<>();
        List<List<Double>> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            first.add(millis(requests.get(i)));
            all.add(new ArrayList<>());
            for (int sent = 1; sent < warmUps.get(i); sent++) {
                requests.get(i).call();
            }
        }
        while (all.getLast().size() < times) {
            for (int i = 0; i < requests.size(); i++) {
                for (int turn = 0; turn < AT_A_TIME; turn++) {
                    all.get(i).add(millis(requests.get(i)));
                }
            }
        }
        return IntStream.range(0, first.size())
                .mapToObj(i -> new Latencies(first.get(i), all.get(i)))
                .toList();
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
