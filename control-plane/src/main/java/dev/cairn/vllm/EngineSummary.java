package dev.cairn.vllm;

import java.util.List;

/**
 * What an engine reports about itself, before any run needs it.
 *
 * @param version vLLM's version
 * @param models names of its base models, each with the path or name that it was loaded from
 * @param adapters number of loaded adapters
 */
public record EngineSummary(String version, List<String> models, int adapters) {
    private static final int MODELS_SHOWN = 20;
    private static final int NAME_SHOWN = 200;

    public EngineSummary {
        models = List.copyOf(models);
    }

    /**
     * Asks the engine.
     *
     * @throws dev.cairn.ports.PortException if it cannot be reached, refuses the key, or is not a vLLM that loads
     *     adapters
     */
    public static EngineSummary of(EngineSettings settings) throws InterruptedException {
        try (EngineHttp http = new EngineHttp(settings, EngineHealth.unmanaged(settings.url()))) {
            return HttpCallScope.runOne(group -> () -> {
                EngineCapabilities.requireRoutes(settings, http.get("/openapi.json", group, EngineCapabilities::paths));
                String version = http.get("/version", group, EngineCapabilities::version);
                List<ListedModel> listed = AdapterCalls.listed(http, group);
                return new EngineSummary(
                        shortened(version),
                        listed.stream()
                                .filter(model -> !model.isAdapter())
                                .limit(MODELS_SHOWN)
                                .map(model -> shortened(model.id() + " (" + model.root() + ")"))
                                .toList(),
                        (int) listed.stream().filter(ListedModel::isAdapter).count());
            });
        }
    }

    private static String shortened(String text) {
        return text.length() <= NAME_SHOWN ? text : text.substring(0, NAME_SHOWN) + "…";
    }
}
