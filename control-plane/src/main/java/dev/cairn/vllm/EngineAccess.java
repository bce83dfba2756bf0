package dev.cairn.vllm;

import java.time.Duration;

/** The parts that all adapters of one engine share. */
record EngineAccess(
        EngineHttp http,
        Duration callTimeout,
        LoadedAdapters adapters,
        InFlightLimit inFlight,
        SlotRequests requests,
        PromptSizes sizes) {

    static EngineAccess of(EngineSettings settings, EngineHealth health) {
        EngineHttp http = new EngineHttp(settings, health);
        PromptSizes sizes = new PromptSizes();
        return new EngineAccess(
                http,
                settings.callTimeout(),
                new LoadedAdapters(http, settings),
                new InFlightLimit(settings.limits()),
                new SlotRequests(settings.limits(), sizes),
                sizes);
    }
}
