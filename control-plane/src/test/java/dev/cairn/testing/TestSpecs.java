package dev.cairn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.Presets;
import dev.cairn.spec.SpecReader;
import dev.cairn.spec.SpecRequest;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Specs and their reader without a container. */
public final class TestSpecs {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private TestSpecs() {}

    public static SpecReader reader() {
        return new SpecReader(Presets.load(TestJson.MAPPER), VALIDATOR, TestJson.MAPPER);
    }

    /** The chains preset with overrides. */
    public static ExperimentSpec chains(Map<String, ?> overrides) {
        return reader().read(set("chains", overrides)).spec();
    }

    public static SpecRequest set(String preset, Map<String, ?> overrides) {
        Map<String, JsonNode> set = new java.util.LinkedHashMap<>();
        overrides.forEach((path, value) -> set.put(path, TestJson.MAPPER.valueToTree(value)));
        return new SpecRequest(preset, null, null, set, null);
    }
}
