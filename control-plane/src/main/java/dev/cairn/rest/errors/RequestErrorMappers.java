package dev.cairn.rest.errors;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.base.RevisionMismatchException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps errors in lists, edits and bodies to problem+json; without these mappers Quarkus answers in its own formats. */
final class RequestErrorMappers {
    @ServerExceptionMapper
    Response invalidInput(InvalidInputException e) {
        return switch (e.subject()) {
            case SPEC -> {
                boolean onlyTags =
                        e.errors().stream().allMatch(error -> error.field().startsWith("tags"));
                yield onlyTags
                        ? invalid(e, 422, "invalid-tags", "A tag is not valid")
                        : invalid(e, 422, "invalid-spec", "The experiment's spec is not valid");
            }
            case VIEW -> invalid(e, 422, "invalid-view", "The view is not valid");
            case HARD_SET -> invalid(e, 422, "invalid-hard-set", "The hard set can't be given this name");
            case QUERY -> invalid(e, 400, "invalid-query", "The list's filter, sort or cursor is not valid");
            case VERDICTS -> invalid(e, 422, "invalid-verdicts", "The items to grade are not valid");
            case REGISTRATION -> invalid(e, 422, "invalid-registration", "The registration is not valid");
            case SQL -> invalid(e, 422, "invalid-query-request", "The query is not valid");
        };
    }

    private static Response invalid(InvalidInputException e, int status, String type, String title) {
        return ProblemDetail.response(
                status,
                type,
                title,
                String.valueOf(e.getMessage()),
                e.errors().stream()
                        .map(error -> new ProblemDetail.Field(error.field(), error.message(), error.allowed()))
                        .toList());
    }

    @ServerExceptionMapper
    Response nameTaken(NameTakenException e) {
        return ProblemDetail.response(
                409,
                "name-taken",
                "The name is taken",
                String.valueOf(e.getMessage()),
                List.of(new ProblemDetail.Field("name", "is taken", "a name that is not in use")));
    }

    @ServerExceptionMapper
    Response changedMeanwhile(RevisionMismatchException e) {
        return ProblemDetail.response(
                412, "changed-meanwhile", "It has changed since it was read", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response outOfBounds(ConstraintViolationException e) {
        List<ProblemDetail.Field> fields = e.getConstraintViolations().stream()
                .map(violation ->
                        new ProblemDetail.Field(path(violation.getPropertyPath()), violation.getMessage(), null))
                .sorted(Comparator.comparing(ProblemDetail.Field::field))
                .toList();
        return ProblemDetail.response(
                422, "out-of-bounds", "A value is out of range", ProblemDetail.Field.text(fields), fields);
    }

    /**
     * The path without the Java method and parameter. A node's index is its position in the list named by the previous
     * node.
     */
    private static String path(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                text.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                text.append(text.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return text.toString();
    }
}
