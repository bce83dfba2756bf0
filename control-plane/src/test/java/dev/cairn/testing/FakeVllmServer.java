package dev.cairn.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * A server with vLLM's routes in this JVM. Calls can be held, by what they are: {@code load NAME} and {@code generate
 * NAME}; faults are put in by hand.
 */
public final class FakeVllmServer extends Dispatcher implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Path root;
    private final FakeModel model;
    private final Map<String, String> adapters = new ConcurrentHashMap<>();
    private final Map<String, Long> tensors = new ConcurrentHashMap<>();
    private final Queue<JsonNode> completionRequests = new ConcurrentLinkedQueue<>();
    private final Queue<String> adapterCalls = new ConcurrentLinkedQueue<>();
    private final Queue<MockResponse> completionFaults = new ConcurrentLinkedQueue<>();
    private final Queue<MockResponse> adapterFaults = new ConcurrentLinkedQueue<>();
    private final List<HeldCalls> holds = new CopyOnWriteArrayList<>();
    private final AtomicInteger sequences = new AtomicInteger();
    private final AtomicInteger mostSequences = new AtomicInteger();
    private volatile Predicate<String> aborted = call -> false;
    private volatile int health = 200;
    private volatile List<String> routes =
            List.of("/v1/completions", "/v1/load_lora_adapter", "/v1/unload_lora_adapter");
    private volatile boolean dead;

    /** One that echoes prompts, on any port. */
    public FakeVllmServer() throws IOException {
        this(0);
    }

    /** One that echoes prompts. */
    public FakeVllmServer(int port) throws IOException {
        this(port, Path.of("/models/tiny"), new EchoModel());
    }

    /** @param root the model's directory, as the server reports it */
    public FakeVllmServer(int port, Path root, FakeModel model) throws IOException {
        this.root = root;
        this.model = model;
        server.setDispatcher(this);
        server.start(InetAddress.getLoopbackAddress(), port);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The loaded adapters' directories by name; a test may add and remove some behind the client's back. */
    public Map<String, String> adapters() {
        return adapters;
    }

    /** The bodies of all calls to {@code /v1/completions}. */
    public List<JsonNode> completionRequests() {
        return List.copyOf(completionRequests);
    }

    /** Every {@code load NAME} and {@code unload NAME}. */
    public List<String> adapterCalls() {
        return List.copyOf(adapterCalls);
    }

    /** The largest number of sequences in flight at a time. */
    public int mostSequences() {
        return mostSequences.get();
    }

    /** One completion is answered so. */
    public void failCompletion(MockResponse answer) {
        completionFaults.add(answer);
    }

    /** One load is answered so. */
    public void failLoad(MockResponse answer) {
        adapterFaults.add(answer);
    }

    /** The completions of such calls are all aborted. */
    public void abort(Predicate<String> calls) {
        aborted = calls;
    }

    /** Such calls wait until they are released. */
    public HeldCalls hold(Predicate<String> calls) {
        HeldCalls held = new HeldCalls(calls);
        holds.add(held);
        return held;
    }

    /** The status of {@code /health} from now on. */
    public void health(int status) {
        health = status;
    }

    /** The routes that {@code /openapi.json} reports from now on. */
    public void routes(String... paths) {
        routes = List.of(paths);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        return switch (request.getTarget()) {
            case "/health" -> answer(health, "");
            case "/version" -> answer(200, "{\"version\":\"0.32.0\"}");
            case "/openapi.json" -> answer(200, openApi());
            case "/v1/models" -> answer(200, models());
            case "/v1/load_lora_adapter" -> load(body(request));
            case "/v1/unload_lora_adapter" -> unload(body(request));
            case "/v1/completions" -> complete(body(request));
            default -> answer(404, "{\"detail\":\"Not Found\"}");
        };
    }

    private String openApi() {
        return routes.stream()
                .map(route -> "\"" + route + "\":{\"post\":{}}")
                .collect(Collectors.joining(",", "{\"openapi\":\"3.1.0\",\"paths\":{", "},\"info\":{}}"));
    }

    private String models() {
        String base = "{\"id\":\"base\",\"root\":\"%s\",\"parent\":null,\"max_model_len\":128,\"permission\":[{}]}"
                .formatted(root);
        return adapters.entrySet().stream()
                .map(entry -> ",{\"id\":\"%s\",\"root\":\"%s\",\"parent\":\"base\",\"max_model_len\":null}"
                        .formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("", "{\"object\":\"list\",\"data\":[" + base, "]}"));
    }

    private MockResponse load(JsonNode body) throws InterruptedException {
        String name = body.get("lora_name").asText();
        String directory = body.get("lora_path").asText();
        adapterCalls.add("load " + name);
        arrive("load " + name);
        MockResponse fault = adapterFaults.poll();
        if (fault != null) {
            return fault;
        }
        try {
            tensors.put(name, model.load(Path.of(directory)));
        } catch (IOException e) {
            return error(404, "No adapter found for " + directory);
        }
        return adapters.putIfAbsent(name, directory) == null
                ? answer(200, "Success: LoRA adapter '" + name + "' added successfully.")
                : error(400, "The lora adapter '" + name + "' has already been loaded.");
    }

    private MockResponse unload(JsonNode body) {
        String name = body.get("lora_name").asText();
        adapterCalls.add("unload " + name);
        return adapters.remove(name) != null
                ? answer(200, "Success")
                : error(404, "The lora adapter '" + name + "' cannot be found.");
    }

    private MockResponse complete(JsonNode body) throws InterruptedException {
        completionRequests.add(body);
        int asked = body.get("prompt").size() * body.get("n").asInt();
        mostSequences.accumulateAndGet(sequences.addAndGet(asked), Math::max);
        try {
            String name = body.get("model").asText();
            String call = "generate " + name;
            arrive(call);
            MockResponse fault = dead ? cutOff() : completionFaults.poll();
            if (fault != null) {
                return fault;
            }
            if (!adapters.containsKey(name)) {
                return error(404, "The model `" + name + "` does not exist.");
            }
            String finish = aborted.test(call) ? "abort" : "stop";
            return answer(
                    200,
                    IntStream.range(0, asked)
                            .mapToObj(index -> model.choice(index, body, tensors.getOrDefault(name, 0L), finish))
                            .collect(Collectors.joining(
                                    ",", "{\"id\":\"cmpl\",\"choices\":[", "],\"usage\":{\"x\":1}}")));
        } finally {
            sequences.addAndGet(-asked);
        }
    }

    private void arrive(String call) throws InterruptedException {
        for (HeldCalls held : holds) {
            held.arrive(call);
        }
    }

    public static MockResponse answer(int code, String body) {
        return new MockResponse.Builder().code(code).body(body).build();
    }

    /** As vLLM words its errors. */
    public static MockResponse error(int code, String message) {
        return answer(
                code,
                "{\"error\":{\"message\":\"" + message + "\",\"type\":\"BadRequestError\",\"param\":null,\"code\":"
                        + code + "}}");
    }

    /** What a client sees of a process that is killed: a connection closed without an answer. */
    private static MockResponse cutOff() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private static JsonNode body(RecordedRequest request) {
        try {
            return TestJson.MAPPER.readTree(
                    Objects.requireNonNull(request.getBody()).utf8());
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        dead = true;
        holds.forEach(HeldCalls::release);
        server.close();
    }
}
