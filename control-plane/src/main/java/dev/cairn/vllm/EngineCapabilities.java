package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The capabilities that a joining engine reported.
 *
 * @param version vLLM's version
 * @param servedModel name of its base model
 * @param modelRoot path or name that the base model was loaded from
 * @param maxModelLength longest sequence in tokens, prompt and completion together
 * @param adapters names of the loaded adapters
 */
record EngineCapabilities(
        String version, String servedModel, String modelRoot, int maxModelLength, List<String> adapters) {
    private static final JsonFactory JSON = new JsonFactory();

    public EngineCapabilities {
        adapters = List.copyOf(adapters);
    }

    /**
     * Asks the engine.
     *
     * @throws dev.cairn.ports.PortException if it cannot be reached, is not a vLLM that can load adapters at run time,
     *     or does not serve what is needed; the message says what to do
     */
    public static EngineCapabilities probe(EngineSettings settings, EngineHealth health, EngineNeeds needs)
            throws InterruptedException {
        try (EngineHttp http = new EngineHttp(settings, health)) {
            return HttpCallScope.runOne(group -> () -> {
                requireRoutes(settings, http.get("/openapi.json", group, EngineCapabilities::paths));
                String version = http.get("/version", group, EngineCapabilities::version);
                return checked(settings, version, AdapterCalls.listed(http, group), needs);
            });
        }
    }

    /** Unloads every adapter whose name {@code live} does not accept: left over from attempts that ended. */
    public static List<String> unloadStale(EngineSettings settings, EngineHealth health, Predicate<String> live)
            throws InterruptedException {
        try (EngineHttp http = new EngineHttp(settings, health)) {
            return HttpCallScope.runOne(group -> () -> {
                List<String> stale = AdapterCalls.listed(http, group).stream()
                        .filter(ListedModel::isAdapter)
                        .map(ListedModel::id)
                        .filter(live.negate())
                        .toList();
                for (String name : stale) {
                    AdapterCalls.unload(http, group, settings.controlTimeout(), name);
                }
                return stale;
            });
        }
    }

    static void requireRoutes(EngineSettings settings, Set<String> paths) {
        if (!paths.contains(AdapterCalls.COMPLETIONS)) {
            throw refused(settings, "has no " + AdapterCalls.COMPLETIONS + ", so it is not vLLM's OpenAI server");
        }
        if (!paths.contains(AdapterCalls.LOAD) || !paths.contains(AdapterCalls.UNLOAD)) {
            throw refused(settings, "can't load adapters at run time: it has no " + AdapterCalls.LOAD);
        }
    }

    private static PortException refused(EngineSettings settings, String what) {
        return new PortException(
                Remedy.FIX_REQUEST,
                "the server at " + settings.url() + " " + what
                        + ". Cairn needs vLLM 0.32 or later of the same API, started with --enable-lora and"
                        + " VLLM_ALLOW_RUNTIME_LORA_UPDATING=True in its environment: pip install vllm==0.32.0, then"
                        + " python -m vllm.entrypoints.openai.api_server --model DIR --enable-lora --max-lora-rank RANK"
                        + " --logprobs-mode processed_logprobs --generation-config vllm.");
    }

    private static EngineCapabilities checked(
            EngineSettings settings, String version, List<ListedModel> models, EngineNeeds needs) {
        List<ListedModel> bases =
                models.stream().filter(model -> !model.isAdapter()).toList();
        ListedModel base = bases.stream()
                .filter(model ->
                        model.id().equals(needs.servedModel()) || model.root().equals(needs.servedModel()))
                .findFirst()
                .orElseThrow(() -> new PortException(
                        Remedy.FIX_REQUEST,
                        "the engine at " + settings.url() + " serves "
                                + bases.stream()
                                        .map(model -> model.id() + " (" + model.root() + ")")
                                        .toList()
                                + ", but the run needs " + needs.servedModel()
                                + ". Give the run an engine that serves it, or name the served model in the spec."));
        if (base.maxModelLength() > 0 && base.maxModelLength() < needs.maxModelLength()) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "the engine at " + settings.url() + " takes sequences of at most " + base.maxModelLength()
                            + " tokens, but the run needs " + needs.maxModelLength()
                            + ". Start it with --max-model-len " + needs.maxModelLength()
                            + ", or lower the run's maxModelLength.");
        }
        List<String> adapters = models.stream()
                .filter(ListedModel::isAdapter)
                .map(ListedModel::id)
                .toList();
        return new EngineCapabilities(version, base.id(), base.root(), base.maxModelLength(), adapters);
    }

    static Set<String> paths(InputStream body) throws IOException {
        Set<String> paths = new HashSet<>();
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT && field.equals("paths")) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        paths.add(json.currentName());
                        json.nextToken();
                        json.skipChildren();
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return paths;
    }

    static String version(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("version")) {
                    return json.getValueAsString("unknown");
                }
                json.skipChildren();
            }
        }
        return "unknown";
    }
}
