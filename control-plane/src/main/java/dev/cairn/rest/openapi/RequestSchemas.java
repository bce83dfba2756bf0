package dev.cairn.rest.openapi;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The names of the schemas used in requests; all others describe answers only. */
final class RequestSchemas {
    private final Map<String, Schema> schemas;
    private final Set<String> found = new HashSet<>();

    private RequestSchemas(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    static Set<String> of(OpenAPI document) {
        RequestSchemas requests = new RequestSchemas(document.getComponents().getSchemas());
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(RequestSchemas::roots)
                .forEach(requests::follow);
        return Set.copyOf(requests.found);
    }

    private static Stream<Schema> roots(Operation operation) {
        Stream<Schema> parameters = Stream.ofNullable(operation.getParameters())
                .flatMap(Collection::stream)
                .map(Parameter::getSchema);
        Stream<Schema> body = Optional.ofNullable(operation.getRequestBody())
                .map(request -> request.getContent())
                .map(Content::getMediaTypes)
                .stream()
                .flatMap(types -> types.values().stream())
                .map(type -> type.getSchema());
        return Stream.concat(parameters, body).filter(Objects::nonNull);
    }

    private void follow(Schema schema) {
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            Schema named = schemas.get(name);
            if (named != null && found.add(name)) {
                follow(named);
            }
        }
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .forEach(this::follow);
        Stream.ofNullable(schema.getProperties())
                .flatMap(properties -> properties.values().stream())
                .forEach(this::follow);
        Stream.of(Optional.ofNullable(schema.getItems()), Optional.ofNullable(schema.getAdditionalPropertiesSchema()))
                .flatMap(Optional::stream)
                .forEach(this::follow);
    }
}
