package dev.cairn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A server with vLLM's API that answers immediately with prepared replies.
 *
 * <p>Apart from the tests' {@code FakeVllmServer}, since it must cost the benchmarks as little as possible: it is a
 * program of its own, whose CPU time is measured apart, and makes no reply while it is measured. It ends when its
 * standard input does.
 */
public final class StubEngine {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, String> adapters = new ConcurrentHashMap<>();
    private final StubReplies replies;

    private StubEngine(StubReplies replies) {
        this.replies = replies;
    }

    /** Arguments: tokens of a completion, tokens of a prompt. Writes its port on a line. */
    public static void main(String... arguments) throws IOException {
        // As every server of an engine does; without it a reply's last piece waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        StubEngine engine = new StubEngine(
                new StubReplies(Trace.recorded(), Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", engine::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.out.flush();
        var _ = System.in.readAllBytes();
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            byte[] reply = switch (exchange.getRequestURI().getPath()) {
                case "/v1/completions" -> completions(json.readTree(request));
                case "/v1/models" -> models().getBytes(StandardCharsets.UTF_8);
                case "/v1/load_lora_adapter" -> load(json.readTree(request));
                case "/v1/unload_lora_adapter" -> unload(json.readTree(request));
                default -> throw new IOException("no such route: " + exchange.getRequestURI());
            };
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private byte[] completions(JsonNode request) {
        return replies.reply(
                request.get("prompt").size(),
                request.get("n").asInt(),
                request.get("seed").asLong());
    }

    private String models() {
        return adapters.entrySet().stream()
                .map(adapter -> "{\"id\":\"%s\",\"root\":\"%s\",\"parent\":\"base\",\"max_model_len\":null}"
                        .formatted(adapter.getKey(), adapter.getValue()))
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    private byte[] load(JsonNode request) {
        adapters.put(request.get("lora_name").asText(), request.get("lora_path").asText());
        return "Success".getBytes(StandardCharsets.UTF_8);
    }

    private byte[] unload(JsonNode request) {
        adapters.remove(request.get("lora_name").asText());
        return "Success".getBytes(StandardCharsets.UTF_8);
    }
}
