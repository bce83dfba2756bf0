package dev.cairn.rest.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the OpenAPI document what the records define: which properties are always present and which may be null, that
 * ids are numbers, and that a JSON node is any JSON.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiSchemas implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName JSON_INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName JSON_PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName JSON_VALUE = DotName.createSimple(JsonValue.class);
    private static final Set<String> PROBLEMS = Set.of("ProblemDetail", "ProblemField");
    private static final String ANY_JSON = "JsonNode";

    /** Whether a schema is part of a request or an answer; one used in both counts as part of a request. */
    private enum Direction {
        REQUEST,
        ANSWER
    }

    /** Sorted by name, since the index is not ordered. */
    private final Map<DotName, ClassInfo> records = new TreeMap<>();

    /** Called by the build, with the index of all classes. */
    public ApiSchemas(IndexView index) {
        for (ClassInfo known : index.getKnownClasses()) {
            if (known.isRecord() && known.name().toString().startsWith("dev.cairn.")) {
                records.put(known.name(), known);
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = new HashMap<>(document.getComponents().getSchemas());
        Set<String> inRequests = RequestSchemas.of(document);
        schemas.forEach((name, schema) -> {
            // ApiResponses writes the schemas of problems, before or after this.
            if (!PROBLEMS.contains(name)) {
                Direction direction = inRequests.contains(name) ? Direction.REQUEST : Direction.ANSWER;
                record(name, schema).ifPresent(of -> describe(schema, of, direction));
            }
        });
        if (schemas.containsKey(ANY_JSON)) {
            document.getComponents()
                    .addSchema(ANY_JSON, OASFactory.createSchema().description("Any JSON"));
            document.getComponents().removeSchema("JsonNodeType");
        }
    }

    /**
     * The record behind a schema. Records in different packages may share a name, and a generic record has one schema
     * per use, named after both.
     */
    private Optional<ClassInfo> record(String name, Schema schema) {
        Set<String> properties = schema.getProperties() == null
                ? Set.of()
                : schema.getProperties().keySet();
        return fitting(properties, known -> known.simpleName().equals(name))
                .or(() -> fitting(
                        properties, known -> !known.typeParameters().isEmpty() && name.startsWith(known.simpleName())));
    }

    private Optional<ClassInfo> fitting(Set<String> properties, Predicate<ClassInfo> named) {
        return records.values().stream()
                .filter(named)
                .filter(known -> known.recordComponents().stream()
                        .map(RecordComponentInfo::name)
                        .collect(Collectors.toSet())
                        .containsAll(properties))
                .findFirst();
    }

    private static void describe(Schema schema, ClassInfo of, Direction direction) {
        if (schema.getProperties() == null) {
            return;
        }
        if (of.hasAnnotation(JSON_VALUE)) {
            schema.setProperties(null);
            schema.setType(List.of(Schema.SchemaType.INTEGER));
            schema.setFormat("int64");
            schema.setMinimum(BigDecimal.ONE);
            return;
        }
        List<String> required = new ArrayList<>();
        for (RecordComponentInfo component : of.recordComponentsInDeclarationOrder()) {
            Schema property = schema.getProperties().get(component.name());
            if (property == null) {
                continue;
            }
            schema.addProperty(component.name(), shaped(property, component.type()));
            boolean stated = switch (direction) {
                // A property that a request must contain, even if it is null.
                case REQUEST -> of.field(component.name()).hasAnnotation(JSON_PROPERTY);
                case ANSWER -> !leavesOutNull(of, component);
            };
            if (stated || !component.type().hasAnnotation(NULLABLE)) {
                required.add(component.name());
            }
        }
        schema.setRequired(required.isEmpty() ? null : required);
    }

    private static boolean leavesOutNull(ClassInfo of, RecordComponentInfo component) {
        return of.hasDeclaredAnnotation(JSON_INCLUDE)
                || of.field(component.name()).hasAnnotation(JSON_INCLUDE);
    }

    /** The property's schema, with null if the type allows it, in lists and maps too. */
    private static Schema shaped(Schema property, Type type) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            List<Type> arguments = type.asParameterizedType().arguments();
            if (property.getItems() != null) {
                property.setItems(shaped(property.getItems(), arguments.getLast()));
            }
            if (property.getAdditionalPropertiesSchema() != null) {
                property.setAdditionalPropertiesSchema(
                        shaped(property.getAdditionalPropertiesSchema(), arguments.getLast()));
            }
        }
        return type.hasAnnotation(NULLABLE) ? orNull(property) : property;
    }

    private static Schema orNull(Schema property) {
        if (property.getRef() != null) {
            if (property.getRef().endsWith("/" + ANY_JSON)) {
                return property;
            }
            return OASFactory.createSchema()
                    .addAnyOf(property)
                    .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
        }
        if (property.getType() != null && !property.getType().contains(Schema.SchemaType.NULL)) {
            property.addType(Schema.SchemaType.NULL);
        }
        return property;
    }
}
