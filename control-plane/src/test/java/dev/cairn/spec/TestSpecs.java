package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ledger.TestDatabase;
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
        return new SpecReader(Presets.load(TestDatabase.JSON), VALIDATOR, TestDatabase.JSON);
    }

    /** The chains preset with overrides. */
    public static ExperimentSpec chains(Map<String, ?> overrides) {
        return reader().read(set("chains", overrides)).spec();
    }

    static SpecRequest set(String preset, Map<String, ?> overrides) {
        Map<String, JsonNode> set = new java.util.LinkedHashMap<>();
        overrides.forEach((path, value) -> set.put(path, TestDatabase.JSON.valueToTree(value)));
        return new SpecRequest(preset, null, null, set, null);
    }
}
