package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import dev.cairn.settings.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of the experiment spec, generated from its records and their constraints.
 *
 * <p>Committed as schemas/experiment-spec.schema.json; {@code ops/schemas} writes it again.
 */
public final class SpecSchema {
    private SpecSchema() {}

    /** @param json as the application writes JSON; the defaults in the schema are written with it */
    public static ObjectNode generate(ObjectMapper json) {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        json, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(new JacksonModule(JacksonOption.RESPECT_JSONPROPERTY_ORDER))
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        builder.forFields()
                .withNullableCheck(
                        field -> field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class));
        builder.forFields()
                .withDescriptionResolver(
                        field -> SettingTexts.of(field.getDeclaringType().getErasedType(), field.getDeclaredName()));
        builder.forFields().withInstanceAttributeOverride((attributes, field, context) -> {
            Setting shown = field.getAnnotationConsideringFieldAndGetter(Setting.class);
            if (shown != null) {
                put(attributes, "x-symbol", shown.symbol());
                put(attributes, "x-unit", shown.unit());
            }
            Class<?> type = field.getType().getErasedType();
            if (type.isEnum()) {
                ObjectNode meanings = attributes.putObject("x-meanings");
                SettingTexts.ofConstants(type).forEach(meanings::put);
            }
        });
        ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(ExperimentSpec.class);
        schema.put("title", "Experiment of Cairn");
        schema.put("description", "Every setting is optional over the preset and these defaults.");
        defaults(schema, json.valueToTree(ExperimentSpec.defaults()));
        return schema;
    }

    private static void put(ObjectNode attributes, String name, String text) {
        if (!text.isEmpty()) {
            attributes.put(name, text);
        }
    }

    private static void defaults(ObjectNode schema, JsonNode values) {
        JsonNode properties = schema.path("properties");
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (properties.get(value.getKey()) instanceof ObjectNode property) {
                if (value.getValue().isObject()) {
                    defaults(property, value.getValue());
                } else {
                    property.set("default", value.getValue());
                }
            }
        }
    }
}
