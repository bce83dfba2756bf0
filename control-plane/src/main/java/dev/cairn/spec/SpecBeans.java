package dev.cairn.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Producer for the presets that come with Cairn. */
final class SpecBeans {
    @Produces
    @Singleton
    Presets presets(ObjectMapper json) {
        return Presets.load(json);
    }
}
