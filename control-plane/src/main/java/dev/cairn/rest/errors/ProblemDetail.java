package dev.cairn.rest.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error for people and programs (RFC 9457).
 *
 * @param type a stable URI of the kind of error
 * @param detail what is wrong this time and what to do
 * @param errors the invalid fields, if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetail(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<Field> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String TYPES = "https://cairn.dev/problems/";

    /**
     * One invalid field.
     *
     * @param field dotted path
     * @param allowed what is allowed, if known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(
            String field, String message, @Nullable String allowed) {
        /** The invalid fields, one sentence each. */
        public static String text(List<Field> fields) {
            return fields.stream()
                    .map(field -> (field.field().isEmpty() ? "" : field.field() + ": ")
                            + field.message()
                            + (field.allowed() == null ? "" : " (allowed: " + field.allowed() + ")"))
                    .collect(Collectors.joining("; "));
        }
    }

    public static Response response(
            int status, String kind, String title, String detail, @Nullable List<Field> errors) {
        return Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(new ProblemDetail(TYPES + kind, title, status, detail, errors))
                .build();
    }

    static Response notFound(String what) {
        return response(404, "not-found", "Not found", what + " does not exist", null);
    }
}
