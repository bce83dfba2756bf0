package dev.cairn.rest.errors;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.TreeSet;

/** Explains refusals by HTTP status from the router and from resources. */
final class HttpErrors {
    private HttpErrors() {}

    /** @param path of the request */
    static Response answer(WebApplicationException e, String method, String path) {
        Response given = e.getResponse();
        int status = given.getStatus();
        if (status < 400) {
            return given;
        }
        Response problem = ProblemDetail.response(
                status, "http-" + status, given.getStatusInfo().getReasonPhrase(), detail(e, method, path), null);
        Set<String> allowed = given.getAllowedMethods();
        return allowed.isEmpty()
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(allowed)))
                        .build();
    }

    private static String detail(WebApplicationException e, String method, String path) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NotFoundException && e.getCause() instanceof NumberFormatException) {
            return "a number is too large in " + path;
        }
        if (e instanceof NotFoundException
                && (message.startsWith("Unable to find matching") || message.startsWith("HTTP "))) {
            return "there is no operation " + method + " /api" + path.replace("/:", ":")
                    + "; ids are whole numbers from 1, and /q/openapi lists all operations";
        }
        int status = e.getResponse().getStatus();
        // For these two the framework's messages mention its own annotations.
        if (!message.startsWith("HTTP ") && status != 406 && status != 415) {
            return message;
        }
        return switch (status) {
            case 405 -> method + " is not allowed here; /q/openapi lists all operations";
            case 406 -> "the Accept header excludes every form of the answer; accept application/json";
            case 415 -> "this operation does not accept a body of this Content-Type; /q/openapi lists those it accepts";
            default -> e.getResponse().getStatusInfo().getReasonPhrase();
        };
    }
}
