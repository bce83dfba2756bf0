package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import okhttp3.Response;
import org.jboss.logging.Logger;

/**
 * Turns vLLM's error replies, {@code {"error": {"message", "type", "param", "code"}}}, into exceptions that say what
 * the caller can do.
 */
final class EngineErrors {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SHOWN = 500;
    private static final long LONGEST_BODY = 64 * 1024;
    private static final Logger LOG = Logger.getLogger(EngineErrors.class);

    private EngineErrors() {}

    /**
     * The exception for an error reply.
     *
     * @param origin decides whether the engine's own message is included
     * @return the exception to throw, for 3xx and 4xx
     * @throws NoAnswerException for 429 and 5xx
     * @throws MissingAdapterException if a completion names an unknown model
     */
    static PortException of(String path, Response response, Origin origin) throws NoAnswerException, IOException {
        int status = response.code();
        String message = ownMessage(path, response, origin);
        if (status == 429 || status >= 500) {
            throw new NoAnswerException(path, status, message);
        }
        if (status == 404 && path.equals(AdapterCalls.COMPLETIONS)) {
            throw new MissingAdapterException(message);
        }
        if (status == 401 || status == 403) {
            return new PortException(
                    Remedy.FIX_REQUEST,
                    "the engine refused " + path + " with " + status
                            + ": the token that it is registered with is not the key (--api-key) it was started with;"
                            + " an admin changes it with ops/cairn engines add --replace");
        }
        if (status < 400) {
            return new PortException(
                    Remedy.FIX_REQUEST,
                    "the engine answered " + path + " with a redirect (" + status
                            + "), which Cairn does not follow; register the address that it leads to");
        }
        return new PortException(Remedy.FIX_REQUEST, "vLLM refused " + path + " with " + status + ": " + message);
    }

    /** The engine's message, if the engine is our own child process. The message of another server is only logged. */
    private static String ownMessage(String path, Response response, Origin origin) throws IOException {
        String said = message(response.peekBody(LONGEST_BODY).string());
        return switch (origin) {
            case CHILD -> said;
            case REGISTERED -> {
                LOG.debugf("%s answered with %s: %s", path, response.code(), said);
                yield "its log says why";
            }
        };
    }

    /** vLLM's error message, or the start of a body in another format. */
    static String message(String body) {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("message")) {
                    String text = parser.nextTextValue();
                    if (text != null) {
                        return shortened(text);
                    }
                }
            }
        } catch (IOException notJson) {
            return shortened(body);
        }
        return shortened(body);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
