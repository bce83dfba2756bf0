package dev.cairn.rest.openapi;

import dev.cairn.rest.errors.ProblemDetail;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Adds to the OpenAPI document the error responses of every operation, and the limits of ids. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiResponses implements OASFilter {
    private static final Map<String, String> PROBLEMS = problems();
    private static final String IF_NONE_MATCH = "If-None-Match";

    private static Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put("400", "The request can't be understood: a parameter, a cursor or the JSON is wrong");
        problems.put("401", "No valid token");
        problems.put("403", "Not allowed with this token or from this origin");
        problems.put("404", "Not found");
        problems.put("406", "The Accept header excludes every form of the answer");
        problems.put("409", "Not possible in the current state");
        problems.put("412", "It has changed since it was read");
        problems.put("413", "The body is too large");
        problems.put("415", "The Content-Type is not supported");
        problems.put("422", "The values are not valid: each wrong field is named");
        problems.put("428", "If-Match is missing");
        problems.put("429", "Too many requests");
        return problems;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = Optional.ofNullable(document.getComponents()).orElseGet(OASFactory::createComponents);
        components.addSchema("ProblemField", problemField());
        components.addSchema("ProblemDetail", problem());
        PROBLEMS.forEach((status, description) -> components.addResponse(name(status), response(description)));
        document.setComponents(components);
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        List<Parameter> parameters =
                Optional.ofNullable(operation.getParameters()).orElse(List.of());
        parameters.stream()
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                .forEach(ApiResponses::bound);
        parameters.stream()
                .map(Parameter::getSchema)
                .filter(schema -> schema != null && schema.getItems() != null)
                // All lists of numbers in addresses are lists of ids.
                .filter(schema -> isInteger(schema.getItems()))
                .forEach(schema -> schema.getItems().setMinimum(BigDecimal.ONE));
        boolean tagged = parameters.stream().anyMatch(parameter -> IF_NONE_MATCH.equals(parameter.getName()));
        APIResponses responses = operation.getResponses();
        for (String status : PROBLEMS.keySet()) {
            if (applies(status, path, method, operation)) {
                responses.addAPIResponse(
                        status, OASFactory.createAPIResponse().ref("#/components/responses/" + name(status)));
            }
        }
        responses.addAPIResponse("414", OASFactory.createAPIResponse().description("The address is too long"));
        if (tagged) {
            responses.addAPIResponse(
                    "304", OASFactory.createAPIResponse().description("Not changed since you read it"));
        }
        APIResponse success = responses.getAPIResponse("200");
        if (success != null && (tagged || method == PathItem.HttpMethod.PATCH)) {
            success.addHeader(
                    "ETag",
                    OASFactory.createHeader()
                            .description("For If-None-Match and If-Match")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
    }

    private static boolean applies(String status, String path, PathItem.HttpMethod method, Operation operation) {
        return switch (status) {
            case "404" -> path.contains("{") || hasParameter(operation, "run");
            case "409" -> method != PathItem.HttpMethod.GET;
            case "412", "428" -> hasParameter(operation, "If-Match");
            case "413", "415" -> operation.getRequestBody() != null;
            // A POST without a body can give it too, because of its Idempotency-Key.
            case "422" ->
                operation.getRequestBody() != null
                        || method == PathItem.HttpMethod.POST
                        || hasParameter(operation, "sql");
            default -> true;
        };
    }

    private static boolean hasParameter(Operation operation, String name) {
        return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
                .anyMatch(parameter -> name.equals(parameter.getName()));
    }

    private static void bound(Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (schema != null && isInteger(schema)) {
            schema.setMinimum("id".equals(parameter.getName()) ? BigDecimal.ONE : BigDecimal.ZERO);
        }
    }

    private static boolean isInteger(Schema schema) {
        return schema.getType() != null && schema.getType().contains(Schema.SchemaType.INTEGER);
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemDetail.MEDIA_TYPE,
                                OASFactory.createMediaType().schema(ref("ProblemDetail"))));
    }

    private static Schema problem() {
        return object().description("An error, for people and programs (RFC 9457)")
                .addProperty("type", text().format("uri"))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(ref("ProblemField")))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema problemField() {
        return object().addProperty("field", text())
                .addProperty("message", text())
                .addProperty("allowed", text())
                .required(List.of("field", "message"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema ref(String schema) {
        return OASFactory.createSchema().ref("#/components/schemas/" + schema);
    }

    private static String name(String status) {
        return "Problem" + status;
    }
}
