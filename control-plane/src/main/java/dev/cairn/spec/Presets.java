package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The presets that come with Cairn; each is a file of resources/presets. */
public final class Presets {
    private static final List<String> NAMES = List.of("chains", "chains-teacher", "smollm2-gsm8k", "llama-3.2-3b-math");

    private final List<Preset> presets;

    private Presets(List<Preset> presets) {
        this.presets = List.copyOf(presets);
    }

    public static Presets load(ObjectMapper json) {
        List<Preset> presets = new ArrayList<>();
        for (String name : NAMES) {
            String file = "presets/" + name + ".json";
            try (InputStream in = Presets.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("this build of Cairn lacks " + file + "; build it again");
                }
                JsonNode preset = json.readTree(in);
                presets.add(new Preset(
                        name,
                        preset.path("title").asText(),
                        preset.path("description").asText(),
                        preset.path("spec")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Presets(presets);
    }

    public List<Preset> all() {
        return presets;
    }

    public Optional<Preset> find(String name) {
        return presets.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    List<String> names() {
        return NAMES;
    }
}
