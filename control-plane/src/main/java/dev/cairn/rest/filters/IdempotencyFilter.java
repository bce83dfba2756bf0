package dev.cairn.rest.filters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.IdempotencyKeys;
import dev.cairn.access.IdempotencyKeys.IdempotentRequest;
import dev.cairn.access.IdempotencyKeys.Reservation;
import dev.cairn.access.IdempotencyKeys.StoredAnswer;
import dev.cairn.access.SecretResponse;
import dev.cairn.base.Sha256;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.errors.ProblemDetail;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Executes a POST with an Idempotency-Key once, however often it is sent. Only a success is stored: a refused request
 * did not change anything, and may be sent again with the same key.
 */
public final class IdempotencyFilter {
    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";

    private final IdempotencyKeys keys;
    private final Caller caller;
    private final RequestState requestState;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotencyKeys keys, Caller caller, RequestState requestState, ObjectMapper json) {
        this.keys = keys;
        this.caller = caller;
        this.requestState = requestState;
        this.json = json;
    }

    @ServerRequestFilter(priority = FilterPriority.KEY)
    @Nullable
    Response reserve(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || !request.getMethod().equals("POST") || caller.find().isEmpty()) {
            return null;
        }
        IdempotentRequest use = new IdempotentRequest(caller.name(), key, hash(request));
        return switch (keys.reserve(use)) {
            case Reservation.Fresh fresh -> {
                requestState.reserved(fresh);
                yield null;
            }
            case Reservation.Answered answered -> refusedOrReplayed(replay(answered.answer()));
            case Reservation.InFlight any ->
                refusedOrReplayed(ProblemDetail.response(
                        409,
                        "idempotency-in-flight",
                        "The first request is still in progress",
                        "a request with this Idempotency-Key has no answer yet; send it again in a while (if the control"
                                + " plane has died, after a minute)",
                        null));
            case Reservation.OtherRequest any ->
                refusedOrReplayed(ProblemDetail.response(
                        422,
                        "idempotency-other-request",
                        "The key was used for another request",
                        "this Idempotency-Key was used with another address or body; use a new key for a new request",
                        null));
        };
    }

    @ServerResponseFilter(priority = FilterPriority.ANSWER)
    void keep(ContainerResponseContext response) {
        requestState.reserved().ifPresent(fresh -> {
            // A stream is not kept: it is the answer to a query, which changes nothing.
            if (response.getStatus() < 300 && !(response.getEntity() instanceof StreamingOutput)) {
                keys.answer(fresh, stored(response));
            } else {
                keys.release(fresh);
            }
        });
    }

    private Response refusedOrReplayed(Response response) {
        requestState.recorded();
        return response;
    }

    private static Response replay(StoredAnswer answer) {
        Response.ResponseBuilder response =
                Response.status(answer.status()).header(REPLAYED, "true").type(MediaType.APPLICATION_JSON_TYPE);
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        return response.entity(answer.body()).build();
    }

    private StoredAnswer stored(ContainerResponseContext response) {
        Object entity =
                response.getEntity() instanceof SecretResponse once ? once.withoutSecret() : response.getEntity();
        try {
            return new StoredAnswer(
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.LOCATION),
                    entity == null ? null : json.writeValueAsString(entity));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that can't be written as JSON", e);
        }
    }

    /** Hashes the body, and makes it readable for the resource again. */
    private static byte[] hash(ContainerRequestContext request) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update((request.getMethod() + " "
                        + request.getUriInfo().getRequestUri().getRawPath() + "?"
                        + request.getUriInfo().getRequestUri().getRawQuery() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        request.setEntityStream(SpooledBody.hashed(request.getEntityStream(), digest));
        return digest.digest();
    }
}
