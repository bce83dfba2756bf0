package dev.cairn.rest;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.cairn.experiments.FieldError;
import dev.cairn.experiments.RevisionMismatchException;
import dev.cairn.lists.InvalidQueryException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what is wrong with lists, edits and bodies into problem+json; without them Quarkus answers in forms of its own. */
final class RequestErrorMappers {
    @ServerExceptionMapper
    Response invalidQuery(InvalidQueryException e) {
        FieldError error = e.error();
        return ProblemDetail.response(
                400,
                "invalid-query",
                "The list can't be shown like this",
                String.valueOf(e.getMessage()),
                List.of(new ProblemDetail.Field(error.field(), error.message(), error.allowed())));
    }

    @ServerExceptionMapper
    Response changedMeanwhile(RevisionMismatchException e) {
        return ProblemDetail.response(
                412, "changed-meanwhile", "It has changed meanwhile", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response wrongType(MismatchedInputException e) {
        String field = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return ProblemDetail.response(
                400,
                "bad-json",
                "The request is not the JSON that is expected",
                e.getOriginalMessage(),
                field.isEmpty() ? null : List.of(new ProblemDetail.Field(field, e.getOriginalMessage(), null)));
    }

    @ServerExceptionMapper
    Response outOfBounds(ConstraintViolationException e) {
        List<ProblemDetail.Field> fields = e.getConstraintViolations().stream()
                .map(violation -> {
                    String path = violation.getPropertyPath().toString();
                    return new ProblemDetail.Field(
                            path.substring(path.lastIndexOf('.') + 1), violation.getMessage(), null);
                })
                .toList();
        return ProblemDetail.response(
                422, "out-of-bounds", "A value is out of bounds", String.valueOf(e.getMessage()), fields);
    }
}
