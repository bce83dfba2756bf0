package dev.cairn.rest.filters;

import dev.cairn.rest.errors.OperationShape;
import dev.cairn.rest.errors.OperationShape.Body;
import dev.cairn.rest.errors.OperationShape.QueryParameter;
import dev.cairn.rest.errors.OperationShape.Times;
import dev.cairn.rest.errors.ProblemDetail;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what an operation would ignore: unknown query parameters, values of the wrong type, and bodies without a
 * Content-Type or in a form. A request with a misspelt {@code validateOnly} must not be executed.
 */
@Singleton
final class ShapeFilter {
    private final Map<Method, OperationShape> shapes = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = FilterPriority.SHAPE)
    @Nullable
    Response check(ContainerRequestContext request, SimpleResourceInfo resource) throws NoSuchMethodException {
        Method method =
                resource.getResourceClass().getDeclaredMethod(resource.getMethodName(), resource.parameterTypes());
        OperationShape shape = shapes.computeIfAbsent(method, OperationShape::of);
        List<ProblemDetail.Field> wrong = new ArrayList<>();
        request.getUriInfo().getQueryParameters().forEach((name, values) -> check(name, values, shape, wrong));
        if (!wrong.isEmpty()) {
            return ProblemDetail.response(
                    400,
                    "bad-parameter",
                    "A parameter of the address is wrong",
                    ProblemDetail.Field.text(wrong),
                    wrong);
        }
        if (shape.body() == Body.READ && hasBody(request) && hasNoType(request.getMediaType())) {
            return ProblemDetail.response(
                    415,
                    "http-415",
                    "The body has no Content-Type",
                    "say what the body is, as in 'Content-Type: application/json'",
                    null);
        }
        if (shape.body() == Body.READ && isForm(request.getMediaType())) {
            return ProblemDetail.response(
                    415,
                    "http-415",
                    "The body is a form",
                    "the body must be the file itself, not a form that contains it, as in"
                            + " \"curl -H 'Content-Type: application/octet-stream' --data-binary @FILE\"",
                    null);
        }
        return null;
    }

    private static void check(String name, List<String> values, OperationShape shape, List<ProblemDetail.Field> wrong) {
        @Nullable QueryParameter known = shape.query().get(name);
        if (known == null) {
            wrong.add(new ProblemDetail.Field(
                    name,
                    "there is no such parameter",
                    shape.query().isEmpty()
                            ? "none"
                            : String.join(", ", new TreeSet<>(shape.query().keySet()))));
        } else if (values.size() > 1 && known.times() == Times.ONCE) {
            wrong.add(new ProblemDetail.Field(name, "is given " + values.size() + " times", "once"));
        } else {
            values.forEach(value -> known.error(value)
                    .ifPresent(message -> wrong.add(new ProblemDetail.Field(
                            name, message, known.values().words()))));
        }
    }

    private static boolean hasBody(ContainerRequestContext request) {
        @Nullable String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.getHeaderString("Transfer-Encoding") != null : !length.equals("0");
    }

    private static boolean hasNoType(@Nullable MediaType type) {
        return type == null || type.isWildcardType();
    }

    private static boolean isForm(@Nullable MediaType type) {
        return type != null && type.getType().equalsIgnoreCase("multipart");
    }
}
