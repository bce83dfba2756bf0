package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of vLLM's API, and the calls that control adapters. */
final class AdapterCalls {
    static final String COMPLETIONS = "/v1/completions";
    static final String LOAD = "/v1/load_lora_adapter";
    static final String UNLOAD = "/v1/unload_lora_adapter";
    static final String MODELS = "/v1/models";

    private static final JsonFactory JSON = new JsonFactory();

    private AdapterCalls() {}

    /**
     * Loads an adapter and checks that the engine lists it with that directory.
     *
     * @throws PortException if the engine refuses it or does not list it
     */
    static void load(EngineHttp http, HttpCallScope group, Duration timeout, String name, Path directory)
            throws InterruptedException {
        PortException refused = null;
        try {
            http.post(
                    LOAD,
                    json(Map.of("lora_name", name, "lora_path", directory.toString())),
                    timeout,
                    group,
                    AdapterCalls::text);
        } catch (PortException refusal) {
            // If only the reply to the first load was lost, the repeated one is refused as a duplicate: the list
            // decides.
            refused = refusal;
        }
        Optional<ListedModel> listed = listed(http, group).stream()
                .filter(model -> model.id().equals(name) && model.root().equals(directory.toString()))
                .findAny();
        if (listed.isEmpty()) {
            throw refused != null
                    ? new PortException(
                            refused.remedy(),
                            "adapter " + name + " was not loaded from " + directory + ": " + refused.getMessage(),
                            refused)
                    : new PortException(
                            Remedy.RETRY,
                            "vLLM reported that it loaded adapter " + name + ", but " + MODELS
                                    + " does not list it with " + directory);
        }
    }

    /** Unloads an adapter; does nothing if it is not loaded. */
    static void unload(EngineHttp http, HttpCallScope group, Duration timeout, String name)
            throws InterruptedException {
        try {
            http.post(UNLOAD, json(Map.of("lora_name", name)), timeout, group, AdapterCalls::text);
        } catch (PortException refusal) {
            if (listed(http, group).stream().anyMatch(model -> model.id().equals(name))) {
                throw refusal;
            }
        }
    }

    /** Lists the base model and all adapters. */
    static List<ListedModel> listed(EngineHttp http, HttpCallScope group) throws InterruptedException {
        return http.get(MODELS, group, ListedModel::read);
    }

    private static String text(java.io.InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] json(Map<String, String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
