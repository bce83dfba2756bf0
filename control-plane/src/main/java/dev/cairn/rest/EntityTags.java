package dev.cairn.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.Sha256;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.ExpectedRevision.Revision;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ETags as {@code "revision-digest"}: the digest covers what is shown, so that a client notices live progress too. A
 * change is refused only if the revision differs; otherwise nobody could edit an experiment while it runs.
 */
@Singleton
public final class EntityTags {
    private static final int PRECONDITION_REQUIRED = 428;
    private static final int DIGEST_LETTERS = 16;

    private final ObjectMapper json;

    EntityTags(ObjectMapper json) {
        this.json = json;
    }

    /** The answer to a GET: the content, or 304 if the client already has it. */
    public Response answer(Revision revision, Object shown, @Nullable String ifNoneMatch) {
        try {
            byte[] body = json.writeValueAsBytes(shown);
            String tag = "\"" + revision.text() + "-" + digest(body) + "\"";
            Response.ResponseBuilder answer = matches(ifNoneMatch, tag)
                    ? Response.notModified()
                    : Response.ok(shown, MediaType.APPLICATION_JSON_TYPE);
            return answer.header(HttpHeaders.ETAG, tag).build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The revisions that an If-Match header allows to be replaced. */
    public static ExpectedRevision expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ClientErrorException(
                    "If-Match is missing; send the ETag that you got when you read it", PRECONDITION_REQUIRED);
        }
        if (ifMatch.strip().equals("*")) {
            return new ExpectedRevision.Any();
        }
        return new ExpectedRevision.OneOf(tags(ifMatch)
                .map(tag -> tag.replace("\"", ""))
                .map(tag -> new Revision(tag.indexOf('-') < 0 ? tag : tag.substring(0, tag.indexOf('-'))))
                .collect(Collectors.toSet()));
    }

    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals("*") || tags(ifNoneMatch).anyMatch(tag::equals));
    }

    /** Reads weak tags too, since compressing proxies make tags weak. */
    private static Stream<String> tags(String header) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag);
    }

    private static String digest(byte[] body) {
        return Sha256.hex(body).substring(0, DIGEST_LETTERS);
    }
}
