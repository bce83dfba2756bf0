package dev.cairn.rest.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.ports.PortException;
import dev.cairn.problems.UploadedFile;
import dev.cairn.problems.files.ProblemFileException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/** Maps exceptions to problem+json. */
final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    /** Failures of Python, for example if no grader can be started. */
    @ServerExceptionMapper
    Response portFailed(PortException e) {
        return switch (e.remedy()) {
            case RETRY, RETRY_SMALLER, WAIT, NO_ROOM ->
                ProblemDetail.response(
                        503, "unavailable", "This can't be done now", String.valueOf(e.getMessage()), null);
            case FIX_REQUEST ->
                ProblemDetail.response(
                        422,
                        "refused-by-worker",
                        "The worker refused the request",
                        String.valueOf(e.getMessage()),
                        null);
            case GIVE_UP -> bug(e);
        };
    }

    @ServerExceptionMapper
    Response problemFile(ProblemFileException e) {
        return ProblemDetail.response(
                422,
                "problem-file",
                "The problem file can't be used",
                String.valueOf(e.getMessage()),
                List.of(new ProblemDetail.Field(e.line() > 0 ? "line " + e.line() : "file", e.what(), null)));
    }

    @ServerExceptionMapper
    Response tooLarge(UploadedFile.TooLargeException e) {
        return ProblemDetail.response(413, "too-large", "The file is too large", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response refused(RefusedException e) {
        return ProblemDetail.response(
                409, "refused", "Not possible in the current state", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response notAllowed(IllegalArgumentException e, @Nullable SimpleResourceInfo resource)
            throws NoSuchMethodException {
        String message = String.valueOf(e.getMessage());
        String first = message.substring(0, Math.max(0, message.indexOf(' ')));
        if (resource == null || !OperationShape.of(resource).query().containsKey(first)) {
            return ProblemDetail.response(400, "bad-request", "The request can't be understood", message, null);
        }
        // A message about a parameter starts with its name.
        ProblemDetail.Field field =
                new ProblemDetail.Field(first, message.substring(first.length()).strip(), null);
        return ProblemDetail.response(
                400, "bad-parameter", "A parameter of the address is wrong", message, List.of(field));
    }

    @ServerExceptionMapper
    Response cutOff(UploadedFile.CutOffException e) {
        return ProblemDetail.response(400, "cut-off", "The upload was cut off", String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response badJson(BadJsonException e) {
        return e.response();
    }

    /** JSON of our own; requests are read by {@link StrictJsonReader}. */
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response ownJson(JsonProcessingException e) {
        return bug(e);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, UriInfo address, Request request) {
        return HttpErrors.answer(e, request.getMethod(), address.getPath());
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException e) {
        return DatabaseOutage.answer(e).orElseGet(() -> bug(e));
    }

    private static Response bug(Exception e) {
        LOG.error("a request failed with an unexpected error", e);
        return ProblemDetail.response(
                500, "internal", "Internal error", "this is a bug in Cairn; the log has the details", null);
    }
}
