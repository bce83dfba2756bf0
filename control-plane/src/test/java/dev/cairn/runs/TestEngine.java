package dev.cairn.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * The test engine: a server with vLLM's routes whose completions follow from the adapter's tensors, the prompt and the
 * seed, as a real engine's do in its repeatable class. Calls can be held, by what they are: {@code load NAME} and {@code
 * generate NAME}.
 */
final class TestEngine extends Dispatcher implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockWebServer server = new MockWebServer();
    private final Path model;
    private final Map<String, Adapter> adapters = new ConcurrentHashMap<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    private volatile Predicate<String> givesUpOn = call -> false;

    private record Adapter(String directory, long tensors) {}

    TestEngine(Path model) throws IOException {
        this.model = model;
        server.setDispatcher(this);
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The next call that is like this waits until it is let go. */
    Hold hold(Predicate<String> call) {
        Hold hold = new Hold(call);
        holds.add(hold);
        return hold;
    }

    /** Completions of such calls are all aborted. */
    void giveUpOn(Predicate<String> call) {
        givesUpOn = call;
    }

    /** Every call so far. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        return switch (request.getTarget()) {
            case "/health" -> answer(200, "");
            case "/version" -> answer(200, "{\"version\":\"0.32.0\"}");
            case "/openapi.json" ->
                answer(
                        200,
                        "{\"paths\":{\"/v1/completions\":{},\"/v1/load_lora_adapter\":{},\"/v1/unload_lora_adapter\":{}}}");
            case "/v1/models" -> answer(200, models());
            case "/v1/load_lora_adapter" -> load(body(request));
            case "/v1/unload_lora_adapter" -> unload(body(request));
            case "/v1/completions" -> complete(body(request));
            default -> answer(404, "{}");
        };
    }

    private void arrive(String call) throws InterruptedException {
        calls.add(call);
        for (Hold hold : holds) {
            hold.arrive(call);
        }
    }

    private String models() {
        String base = "{\"id\":\"base\",\"root\":\"%s\",\"parent\":null,\"max_model_len\":128}".formatted(model);
        return adapters.entrySet().stream()
                .map(adapter -> ",{\"id\":\"%s\",\"root\":\"%s\",\"parent\":\"base\",\"max_model_len\":null}"
                        .formatted(adapter.getKey(), adapter.getValue().directory()))
                .collect(Collectors.joining("", "{\"data\":[" + base, "]}"));
    }

    private MockResponse load(JsonNode body) throws InterruptedException {
        String name = body.get("lora_name").asText();
        String directory = body.get("lora_path").asText();
        arrive("load " + name);
        try {
            CRC32 tensors = new CRC32();
            tensors.update(Files.readAllBytes(Path.of(directory, "adapter_model.safetensors")));
            adapters.put(name, new Adapter(directory, tensors.getValue()));
            return answer(200, "Success");
        } catch (IOException e) {
            return answer(404, "{\"error\":{\"message\":\"No adapter found for " + directory + "\"}}");
        }
    }

    private MockResponse unload(JsonNode body) {
        return answer(adapters.remove(body.get("lora_name").asText()) == null ? 404 : 200, "{}");
    }

    private MockResponse complete(JsonNode body) throws InterruptedException {
        String name = body.get("model").asText();
        String call = "generate " + name;
        arrive(call);
        Adapter adapter = adapters.get(name);
        if (adapter == null) {
            return answer(404, "{\"error\":{\"message\":\"The model `" + name + "` does not exist.\"}}");
        }
        String finish = givesUpOn.test(call) ? "abort" : "stop";
        int samples = body.get("n").asInt();
        String choices = IntStream.range(0, body.get("prompt").size() * samples)
                .mapToObj(index -> TestCompletions.choice(index, body, adapter.tensors(), samples, finish))
                .collect(Collectors.joining(","));
        return answer(200, "{\"choices\":[" + choices + "]}");
    }

    private static MockResponse answer(int code, String body) {
        return new MockResponse.Builder().code(code).body(body).build();
    }

    private static JsonNode body(RecordedRequest request) {
        try {
            return JSON.readTree(Objects.requireNonNull(request.getBody()).utf8());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        holds.forEach(Hold::release);
        server.close();
    }
}
