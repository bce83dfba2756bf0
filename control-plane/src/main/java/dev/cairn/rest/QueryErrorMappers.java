package dev.cairn.rest;

import dev.cairn.experiments.FieldError;
import dev.cairn.experiments.RevisionMismatchException;
import dev.cairn.lists.InvalidQueryException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what is wrong with lists and edits into problem+json. */
final class QueryErrorMappers {
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
}
