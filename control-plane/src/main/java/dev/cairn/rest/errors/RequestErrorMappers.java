package dev.cairn.rest.errors;

import dev.cairn.access.NameTakenException;
import dev.cairn.experiments.RevisionMismatchException;
import dev.cairn.fleet.registry.InvalidRegistrationException;
import dev.cairn.fleet.registry.RegistrationConflictException;
import dev.cairn.lists.InvalidQueryException;
import dev.cairn.spec.FieldError;
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
    Response invalidQuery(InvalidQueryException e) {
        FieldError error = e.error();
        return ProblemDetail.response(
                400,
                "invalid-query",
                "The list's filter, sort or cursor is not valid",
                String.valueOf(e.getMessage()),
                List.of(new ProblemDetail.Field(error.field(), error.message(), error.allowed())));
    }

    @ServerExceptionMapper
    Response nameTaken(NameTakenException e) {
        return ProblemDetail.response(
                409,
                "name-taken",
                "The name is taken",
                String.valueOf(e.getMessage()),
                List.of(new ProblemDetail.Field("name", "is taken", null)));
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

    @ServerExceptionMapper
    Response invalidRegistration(InvalidRegistrationException e) {
        return ProblemDetail.response(
                422,
                "invalid-registration",
                "The registration is not valid",
                String.valueOf(e.getMessage()),
                e.mistakes().stream()
                        .map(one -> new ProblemDetail.Field(one.field(), one.message(), one.allowed()))
                        .toList());
    }

    @ServerExceptionMapper
    Response registrationConflict(RegistrationConflictException e) {
        return switch (e.reason()) {
            case CHANGED_MEANWHILE ->
                ProblemDetail.response(
                        412,
                        "changed-meanwhile",
                        "It has changed since it was read",
                        String.valueOf(e.getMessage()),
                        null);
            case STATE ->
                ProblemDetail.response(
                        409, "refused", "The current state does not allow this", String.valueOf(e.getMessage()), null);
        };
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
