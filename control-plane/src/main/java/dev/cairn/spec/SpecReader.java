package dev.cairn.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.settings.Finding;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves a request to a valid spec, or reports every error in it. */
@Singleton
public final class SpecReader {
    private final Presets presets;
    private final ObjectMapper json;
    private final ObjectReader strict;
    private final Constraints constraints;

    public SpecReader(Presets presets, Validator validator, ObjectMapper json) {
        this.presets = presets;
        this.json = json;
        this.strict = json.readerFor(ExperimentSpec.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        this.constraints = new Constraints(validator, json);
    }

    /**
     * Merges preset, spec, name, seed and overrides over the defaults, in this order, and checks the result.
     *
     * @throws InvalidInputException with all errors of the first check that fails: names and types, then limits, then
     *     contradictions
     */
    public ResolvedSpec read(SpecRequest request) {
        if (request.preset() == null && request.spec() == null && request.set() == null) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError(
                            "preset",
                            "is missing: give a preset, a spec or both",
                            String.join(", ", presets.names()))));
        }
        String presetName = request.preset();
        SpecMerge merge = whole(request);
        Tags tags = request.tags() == null ? Tags.NONE : Tags.NONE.with(request.tags());
        stopAt(merge.errors());
        ExperimentSpec spec = strictly(merge.tree());
        stopAt(constraints.check(spec));
        List<Finding> findings = SpecChecks.of(spec);
        stopAt(findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> new FieldError(finding.field(), finding.message(), null))
                .toList());
        List<String> warnings = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .map(finding -> finding.field() + ": " + finding.message())
                .toList();
        return new ResolvedSpec(spec, presetName, tags, warnings);
    }

    /**
     * The settings that differ from the preset as it is now, or from the defaults without a preset.
     *
     * @param stored the whole spec of an experiment
     * @param preset the name of the preset that it started from
     */
    public List<ChangedSetting> changed(JsonNode stored, @Nullable String preset) {
        SpecRequest unchanged = new SpecRequest(known(preset), null, null, null, null, null);
        return ChangedSettings.between(
                json.valueToTree(strictly(stored)),
                json.valueToTree(strictly(whole(unchanged).tree())));
    }

    /** The preset of this name; absent if this version of Cairn does not have it. */
    public @Nullable String known(@Nullable String preset) {
        return preset != null && presets.find(preset).isPresent() ? preset : null;
    }

    /** A preset with all its settings, which may lack what a user must give. */
    public WholePreset whole(Preset preset) {
        return new WholePreset(
                preset.name(),
                preset.title(),
                preset.description(),
                preset.spec(),
                json.valueToTree(
                        strictly(whole(SpecRequest.ofPreset(preset.name())).tree())));
    }

    /** The request over the defaults of its precision. */
    private SpecMerge whole(SpecRequest request) {
        SpecMerge merge = merged(request, json.valueToTree(ExperimentSpec.defaults()));
        return merge.tree().at("/model/precision").asText().equals(ModelSpec.Precision.BF16.name())
                ? merged(request, defaultsOfBf16())
                : merge;
    }

    private SpecMerge merged(SpecRequest request, ObjectNode defaults) {
        SpecMerge merge = new SpecMerge(defaults);
        String presetName = request.preset();
        if (presetName != null) {
            Optional<Preset> preset = presets.find(presetName);
            if (preset.isEmpty()) {
                throw new InvalidInputException(
                        Subject.SPEC,
                        List.of(new FieldError(
                                "preset",
                                "there is no preset " + TextNode.valueOf(presetName),
                                String.join(", ", presets.names()))));
            }
            merge.document(preset.get().spec());
        }
        if (request.spec() != null && !request.spec().isNull()) {
            merge.document(request.spec());
        }
        merge.document(shortcuts(request));
        if (request.set() != null) {
            merge.overrides(request.set());
        }
        return merge;
    }

    /**
     * Defaults for BF16, which has 8 significant bits, so that the two forward passes differ by far more than in FP32.
     */
    private ObjectNode defaultsOfBf16() {
        ObjectNode defaults = json.valueToTree(ExperimentSpec.defaults());
        for (String role : List.of("teacher", "student")) {
            ((ObjectNode) defaults.at("/soar/" + role + "/loss"))
                    .put("mismatchLimit", ModelSpec.Precision.BF16.mismatchLimit());
        }
        return defaults;
    }

    private ObjectNode shortcuts(SpecRequest request) {
        ObjectNode layer = json.createObjectNode();
        if (request.name() != null) {
            layer.put("name", request.name());
        } else if (request.preset() != null && !named(request)) {
            layer.put("name", request.preset());
        }
        if (request.seed() != null) {
            layer.put("seed", request.seed());
        }
        return layer;
    }

    private static boolean named(SpecRequest request) {
        return (request.spec() != null && request.spec().has("name"))
                || (request.set() != null && request.set().containsKey("name"));
    }

    private ExperimentSpec strictly(JsonNode tree) {
        try {
            return strict.readValue(tree.toString());
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(Subject.SPEC, List.of(new FieldError("", e.getOriginalMessage(), null)));
        }
    }

    private static void stopAt(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
    }
}
