package dev.cairn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.testing.TestJson;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures first pages of all runs with a filter and an order over REST, and the same pages of MLflow's server, whose
 * store is on the same PostgreSQL and has the same runs.
 */
@Command(name = "lists", mixinStandardHelpOptions = true)
public final class ListsBenchmark implements Callable<Integer> {
    private static final int PAGE = 50;
    private static final List<Integer> WARM_UPS = List.of(1000, 20);

    @Mixin
    private SeededServers servers = new SeededServers();

    @Option(names = "--requests", defaultValue = "200", description = "timed requests for each page, after a warm-up")
    private int requests;

    public static void main(String... arguments) {
        BenchOptions.run(new ListsBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        servers.measure(_ -> {}, this::measure);
        return 0;
    }

    private void measure(SeededServers.Both servers) throws Exception {
        Machine.here()
                .print(
                        "lists: first page of %d of %,d runs over REST".formatted(PAGE, servers.runs()),
                        ("%d requests per page to each server by turns, on one connection each, after %d to Cairn and"
                                        + " %d to MLflow; the very first apart; MLflow: mlflow server"
                                        + " --backend-store-uri postgresql://... on the same PostgreSQL, all else as by"
                                        + " default")
                                .formatted(requests, WARM_UPS.getFirst(), WARM_UPS.getLast()));
        for (PageQuery page : PageQuery.ALL) {
            compare(page, ours(servers.cairn(), "Bearer " + servers.token(), page), theirs(servers.mlflow(), page));
        }
    }

    /** What an answer takes, and the rewards or times in it, by which both answers are compared. */
    private record Page(Callable<JsonNode> answer, Function<JsonNode, List<String>> shown) {}

    private static Page ours(ChildServer server, String token, PageQuery page) {
        String address =
                "/api/v1/runs?limit=" + PAGE + "&filter=" + encoded(page.filter()) + "&sort=" + encoded(page.sort());
        HttpRequest request =
                server.request(address).header("Authorization", token).build();
        return new Page(
                () -> server.send(request),
                answer -> StreamSupport.stream(answer.path("items").spliterator(), false)
                        .map(run -> run.path("lastMeanReward").asText())
                        .toList());
    }

    private static Page theirs(ChildServer server, PageQuery page) throws Exception {
        HttpRequest request = server.request("/api/2.0/mlflow/runs/search")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TestJson.MAPPER.writeValueAsBytes(Map.of(
                        "experiment_ids",
                        List.of("1"),
                        "filter",
                        page.theirFilter(),
                        "order_by",
                        List.of(page.theirOrder()),
                        "max_results",
                        PAGE))))
                .build();
        return new Page(
                () -> server.send(request),
                answer -> StreamSupport.stream(answer.path("runs").spliterator(), false)
                        .map(ListsBenchmark::meanReward)
                        .toList());
    }

    private static String meanReward(JsonNode run) {
        return StreamSupport.stream(run.at("/data/metrics").spliterator(), false)
                .filter(metric -> metric.path("key").asText().equals("mean_reward"))
                .findFirst()
                .map(metric -> metric.path("value").asText())
                .orElse("null");
    }

    private void compare(PageQuery page, Page ours, Page theirs) throws Exception {
        System.out.printf("%n  %s: filter %s, sort %s%n", page.name(), page.filter(), page.sort());
        List<Latencies> both = Latencies.byTurns(List.of(ours.answer(), theirs.answer()), WARM_UPS, requests);
        Latencies mine = both.getFirst();
        Latencies others = both.getLast();
        List<String> shown = ours.shown().apply(ours.answer().call());
        if (!shown.equals(theirs.shown().apply(theirs.answer().call())) || shown.size() != PAGE) {
            throw new IllegalStateException("Cairn and MLflow show different runs for " + page.name());
        }
        mine.print("Cairn");
        others.print("MLflow");
        System.out.printf(
                "  %-34s %s times the time (median), %s times (95th %%)%n",
                "MLflow needs",
                Figure.plain(others.percentile(0.5) / mine.percentile(0.5)),
                Figure.plain(others.percentile(0.95) / mine.percentile(0.95)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
