package dev.cairn.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A server with vLLM's routes whose completions tell prompt, seed and sample; faults are put in by hand. */
final class FakeVllm extends Dispatcher implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, String> adapters = new ConcurrentHashMap<>();
    final Queue<JsonNode> completionRequests = new ConcurrentLinkedQueue<>();
    final Queue<String> controlCalls = new ConcurrentLinkedQueue<>();
    /** Answers given, one each, instead of the next completions. */
    final Queue<MockResponse> faults = new ConcurrentLinkedQueue<>();
    /** Answers given, one each, instead of the next control calls. */
    final Queue<MockResponse> controlFaults = new ConcurrentLinkedQueue<>();
    /** A completion takes a permit before it is answered. */
    volatile Semaphore gate = new Semaphore(1_000_000);
    /** Counts up when a completion arrives. */
    final Semaphore arrived = new Semaphore(0);

    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostSequences = new AtomicInteger();
    volatile int health = 200;
    private volatile boolean dead;
    volatile String paths = "\"/v1/completions\":{},\"/v1/load_lora_adapter\":{},\"/v1/unload_lora_adapter\":{}";
    private final MockWebServer server = new MockWebServer();

    FakeVllm() throws IOException {
        this(0);
    }

    FakeVllm(int port) throws IOException {
        server.setDispatcher(this);
        server.start(InetAddress.getLoopbackAddress(), port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        return switch (request.getTarget()) {
            case "/health" -> answer(health, "");
            case "/version" -> answer(200, "{\"version\":\"0.32.0\"}");
            case "/openapi.json" -> answer(200, "{\"openapi\":\"3.1.0\",\"paths\":{" + paths + "},\"info\":{}}");
            case "/v1/models" -> answer(200, models());
            case "/v1/load_lora_adapter" -> load(body(request));
            case "/v1/unload_lora_adapter" -> unload(body(request));
            case "/v1/completions" -> complete(body(request));
            default -> answer(404, "{\"detail\":\"Not Found\"}");
        };
    }

    private String models() {
        var base =
                "{\"id\":\"base\",\"root\":\"/models/tiny\",\"parent\":null,\"max_model_len\":128,\"permission\":[{}]}";
        return adapters.entrySet().stream()
                .map(entry -> "{\"id\":\"%s\",\"root\":\"%s\",\"parent\":\"base\",\"max_model_len\":null}"
                        .formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(
                        ",", "{\"object\":\"list\",\"data\":[" + base + (adapters.isEmpty() ? "" : ","), "]}"));
    }

    private MockResponse load(JsonNode body) {
        var name = body.get("lora_name").asText();
        controlCalls.add("load " + name);
        var fault = controlFaults.poll();
        if (fault != null) {
            return fault;
        }
        var earlier = adapters.putIfAbsent(name, body.get("lora_path").asText());
        return earlier == null
                ? answer(200, "Success: LoRA adapter '" + name + "' added successfully.")
                : error(400, "The lora adapter '" + name + "' has already been loaded.");
    }

    private MockResponse unload(JsonNode body) {
        var name = body.get("lora_name").asText();
        controlCalls.add("unload " + name);
        return adapters.remove(name) != null
                ? answer(200, "Success")
                : error(404, "The lora adapter '" + name + "' cannot be found.");
    }

    private MockResponse complete(JsonNode body) throws InterruptedException {
        completionRequests.add(body);
        var sequences = body.get("prompt").size() * body.get("n").asInt();
        mostSequences.accumulateAndGet(running.addAndGet(sequences), Math::max);
        try {
            arrived.release();
            gate.acquire();
            if (dead) {
                return cutOff();
            }
            var fault = faults.poll();
            if (fault != null) {
                return fault;
            }
            var model = body.get("model").asText();
            return adapters.containsKey(model)
                    ? answer(200, choices(body))
                    : error(404, "The model `" + model + "` does not exist.");
        } finally {
            running.addAndGet(-sequences);
        }
    }

    private static String choices(JsonNode body) {
        int samples = body.get("n").asInt();
        return IntStream.range(0, body.get("prompt").size() * samples)
                .mapToObj(index -> choice(
                        index,
                        body.get("prompt").get(index / samples).asText(),
                        body.get("seed").asLong() + index % samples))
                .collect(Collectors.joining(",", "{\"id\":\"cmpl\",\"choices\":[", "],\"usage\":{\"x\":1}}"));
    }

    private static String choice(int index, String prompt, long seed) {
        var ids = prompt.chars().mapToObj(String::valueOf).collect(Collectors.joining(","));
        return """
                {"index":%d,"text":"%s/%d","logprobs":{"text_offset":[0,1],"token_logprobs":[-0.5,-1.25],\
                "tokens":["a","b"],"top_logprobs":[{"a":-0.5},{"b":-1.25}]},"finish_reason":"stop","stop_reason":null,\
                "token_ids":[7,2],"prompt_logprobs":null,"prompt_token_ids":[1,%s]}""".formatted(index, prompt, seed, ids);
    }

    static MockResponse answer(int code, String body) {
        return new MockResponse.Builder().code(code).body(body).build();
    }

    /** What a client sees of a process that is killed: a connection closed without an answer. */
    private static MockResponse cutOff() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    static MockResponse error(int code, String message) {
        return answer(
                code,
                "{\"error\":{\"message\":\"" + message + "\",\"type\":\"BadRequestError\",\"param\":null,\"code\":"
                        + code + "}}");
    }

    List<String> prompts() {
        return completionRequests.stream()
                .map(request -> request.get("prompt").get(0).asText())
                .toList();
    }

    private static JsonNode body(RecordedRequest request) {
        try {
            return JSON.readTree(Objects.requireNonNull(request.getBody()).utf8());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        dead = true;
        gate.release(1_000_000);
        server.close();
    }
}
