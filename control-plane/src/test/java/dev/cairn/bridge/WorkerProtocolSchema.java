package dev.cairn.bridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a call of a worker, {@code {op, request: {header, arrays}, reply: {header, arrays}}}; {@code arrays}
 * has the numpy type of each array by its name. A request has nothing but what is listed, a reply may have more.
 */
final class WorkerProtocolSchema {
    private static final ObjectMapper JSON = WorkerJson.MAPPER;

    private static final Set<Operation<?, ?>> TAKE_BATCHES =
            Set.of(Operation.STEP, Operation.LOGPROBS, Operation.ALIGNMENT);

    private final SchemaGenerator generator = generator();
    private final Map<String, String> batch;

    private WorkerProtocolSchema(Map<String, String> batch) {
        this.batch = new TreeMap<>(batch);
    }

    /** @param batch the arrays of a batch: numpy type by name */
    static ObjectNode of(Map<String, String> batch) {
        WorkerProtocolSchema protocol = new WorkerProtocolSchema(batch);
        ObjectNode schema = JSON.createObjectNode()
                .put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier())
                .put("title", "Worker protocol of Cairn")
                .put(
                        "description",
                        "One call of a worker with its reply. Under 'arrays' is the numpy type of each array by its name.");
        schema.putObject("$defs").set("failure", protocol.failure());
        Operation.ALL.forEach(operation -> schema.withArray("oneOf").add(protocol.call(operation)));
        return schema;
    }

    private ObjectNode call(Operation<?, ?> operation) {
        ObjectNode op = JSON.createObjectNode().put("const", operation.name());
        ObjectNode request =
                message(closed(header(operation.request())), TAKE_BATCHES.contains(operation) ? batch : Map.of());
        ObjectNode success = message(
                enveloped(header(operation.reply())),
                operation.equals(Operation.LOGPROBS) ? Map.of(Operation.LOGPROBS.name(), "<f4") : Map.of());
        ObjectNode reply = JSON.createObjectNode();
        reply.putArray("anyOf").add(success).add(JSON.createObjectNode().put("$ref", "#/$defs/failure"));
        Map<String, JsonNode> parts = new TreeMap<>(Map.of("op", op, "request", request, "reply", reply));
        return object(parts).put("title", operation.name());
    }

    private ObjectNode failure() {
        ObjectNode header = enveloped(object(Map.of("error", header(Replies.Failure.class))));
        return message(header, Map.of());
    }

    /** The fields that every reply has in addition to its own. */
    private static ObjectNode enveloped(ObjectNode header) {
        ObjectNode properties = header.withObjectProperty("properties");
        properties
                .putObject("epoch")
                .put("type", "string")
                .put("description", "Random per start of the worker: another one means that its sessions are gone.");
        properties.putObject("protocol").put("const", WorkerIdentity.PROTOCOL);
        properties
                .putObject("lost")
                .put("type", "integer")
                .put("description", "Grading processes that died or were killed, and were replaced.");
        header.withArray("required").add("epoch").add("protocol");
        return header;
    }

    private static ObjectNode message(ObjectNode header, Map<String, String> arrays) {
        Map<String, JsonNode> types = new TreeMap<>();
        arrays.forEach((name, type) -> types.put(name, JSON.createObjectNode().put("const", type)));
        ObjectNode named = object(types).put("additionalProperties", false);
        return object(new TreeMap<>(Map.of("header", header, "arrays", named)));
    }

    private static ObjectNode object(Map<String, JsonNode> properties) {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        object.putObject("properties").setAll(properties);
        properties.keySet().forEach(name -> object.withArray("required").add(name));
        return object;
    }

    private ObjectNode header(Class<?> type) {
        return generator.generateSchema(type);
    }

    /** With no properties but those listed, at any depth; the parts of an allOf are closed together. */
    private static ObjectNode closed(ObjectNode schema) {
        if (schema.path("type").asText().equals("object") || schema.has("allOf")) {
            schema.put("unevaluatedProperties", false);
        }
        for (JsonNode part : schema.has("allOf") ? JSON.createArrayNode() : schema) {
            parts(part).forEach(WorkerProtocolSchema::closed);
        }
        return schema;
    }

    private static List<ObjectNode> parts(JsonNode node) {
        List<ObjectNode> parts = new ArrayList<>();
        node.forEach(part -> {
            if (part instanceof ObjectNode object) {
                parts.add(object);
            }
        });
        return parts;
    }

    private static SchemaGenerator generator() {
        SnakeCaseStrategy snakeCase = new SnakeCaseStrategy();
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.NULLABLE_ARRAY_ITEMS_ALLOWED)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule());
        builder.forTypesInGeneral().withTypeAttributeOverride((attributes, type, context) -> words(attributes, type));
        builder.forFields()
                .withPropertyNameOverrideResolver(field -> Optional.ofNullable(field.getAnnotation(JsonProperty.class))
                        .map(JsonProperty::value)
                        .orElseGet(() -> snakeCase.translate(field.getName())))
                .withRequiredCheck(field -> !isNullable(field))
                .withNullableCheck(WorkerProtocolSchema::isNullable);
        return new SchemaGenerator(builder.build());
    }

    /** Writes an enum's constants as they are sent. */
    private static void words(ObjectNode attributes, TypeScope type) {
        Object[] constants = type.getType().getErasedType().getEnumConstants();
        if (constants != null) {
            attributes.remove("enum");
            Stream.of(constants)
                    .forEach(constant -> attributes.withArray("enum").add(JSON.valueToTree(constant)));
        }
    }

    private static boolean isNullable(FieldScope field) {
        AnnotatedType type = field.getRawMember().getAnnotatedType();
        if (field.isFakeContainerItemScope() && type instanceof AnnotatedParameterizedType list) {
            type = list.getAnnotatedActualTypeArguments()[0];
        }
        return type.isAnnotationPresent(Nullable.class);
    }
}
