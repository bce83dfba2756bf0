package dev.cairn.rest.errors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body is not the JSON that an operation expects. */
final class BadJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<ProblemDetail.Field> fields;

    /** The kind of error. */
    public enum Kind {
        /** The body is not JSON, or has the wrong fields. */
        SHAPE(400, "bad-json", "The request is not the JSON that is expected"),
        /** The fields are right, but not their values. */
        VALUES(422, "bad-values", "The request has a value that is not allowed");

        private final int status;
        private final String type;
        private final String title;

        Kind(int status, String type, String title) {
            this.status = status;
            this.type = type;
            this.title = title;
        }
    }

    /** @param detail for people; it never quotes a text of the request, which may be a secret */
    public BadJsonException(String detail, Throwable cause) {
        super(detail, cause);
        this.kind = Kind.SHAPE;
        this.fields = List.of();
    }

    public BadJsonException(Kind kind, ProblemDetail.Field field, Throwable cause) {
        super(ProblemDetail.Field.text(List.of(field)), cause);
        this.kind = kind;
        this.fields = field.field().isEmpty() ? List.of() : List.of(field);
    }

    jakarta.ws.rs.core.Response response() {
        @Nullable List<ProblemDetail.Field> shown = fields.isEmpty() ? null : fields;
        return ProblemDetail.response(kind.status, kind.type, kind.title, String.valueOf(getMessage()), shown);
    }
}
