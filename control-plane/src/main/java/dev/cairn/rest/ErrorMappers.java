package dev.cairn.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.cairn.experiments.InvalidSpecException;
import dev.cairn.experiments.RefusedException;
import dev.cairn.problems.ProblemFileException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong into problem+json. */
final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    @ServerExceptionMapper
    Response invalidSpec(InvalidSpecException e) {
        return ProblemDetail.response(
                422,
                "invalid-spec",
                "The experiment's spec is not valid",
                String.valueOf(e.getMessage()),
                e.errors().stream()
                        .map(error -> new ProblemDetail.Field(error.field(), error.message(), error.allowed()))
                        .toList());
    }

    @ServerExceptionMapper
    Response problemFile(ProblemFileException e) {
        return ProblemDetail.response(
                422,
                "problem-file",
                "The problem file can't be used",
                String.valueOf(e.getMessage()),
                List.of(new ProblemDetail.Field("problems.file", String.valueOf(e.getMessage()), null)));
    }

    @ServerExceptionMapper
    Response refused(RefusedException e) {
        return ProblemDetail.response(
                409, "refused", "The present state does not allow this", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response badCursor(IllegalArgumentException e) {
        return ProblemDetail.response(
                400, "bad-request", "The request can't be understood", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response unknownProperty(UnrecognizedPropertyException e) {
        return ProblemDetail.response(
                400,
                "bad-json",
                "The request has a field that does not exist",
                "unknown field " + path(e),
                List.of(new ProblemDetail.Field(
                        path(e), "there is no such field", String.valueOf(e.getKnownPropertyIds()))));
    }

    @ServerExceptionMapper
    Response badJson(JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping ? path(mapping) : "";
        return ProblemDetail.response(
                400,
                "bad-json",
                "The request is not the JSON that is expected",
                e.getOriginalMessage(),
                field.isEmpty() ? null : List.of(new ProblemDetail.Field(field, e.getOriginalMessage(), null)));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status == 404 && e.getCause() instanceof IllegalArgumentException wrong) {
            // JAX-RS says 404 to a parameter that is no number; the thing that was asked for may well be there.
            return badCursor(
                    new IllegalArgumentException("a parameter has the wrong form: " + wrong.getMessage(), wrong));
        }
        String title = e.getResponse().getStatusInfo().getReasonPhrase();
        return ProblemDetail.response(status, "http-" + status, title, String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException e) {
        return DatabaseOutage.answer(e).orElseGet(() -> bug(e));
    }

    private static Response bug(RuntimeException e) {
        LOG.error("a request failed on an error that nothing expected", e);
        return ProblemDetail.response(
                500, "internal", "Internal error", "this is a bug of Cairn; the log has the details", null);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
    }
}
