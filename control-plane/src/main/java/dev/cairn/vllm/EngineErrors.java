package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.cairn.soar.PortException;
import dev.cairn.soar.PortException.Remedy;
import java.io.IOException;

/** Turns vLLM's error replies, {@code {"error": {"message", "type", "param", "code"}}}, into what the caller can do. */
final class EngineErrors {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SHOWN = 500;

    private EngineErrors() {}

    /**
     * The error of a reply.
     *
     * @return for 4xx, to be thrown
     * @throws NoAnswerException for 429 and 5xx
     * @throws MissingAdapterException for a completion of an unknown model
     */
    static PortException of(String path, int status, String body) throws NoAnswerException {
        var message = message(body);
        if (status == 429 || status >= 500) {
            throw new NoAnswerException(path, status, message);
        }
        if (status == 404 && path.equals(AdapterCalls.COMPLETIONS)) {
            throw new MissingAdapterException(message);
        }
        if (status == 401 || status == 403) {
            return new PortException(
                    Remedy.FIX_REQUEST,
                    "the engine refused " + path + " with " + status + " (" + message
                            + "). Cairn sends no API key: start vLLM without --api-key, on a network only Cairn reaches.");
        }
        return new PortException(Remedy.FIX_REQUEST, "vLLM refused " + path + " with " + status + ": " + message);
    }

    /** vLLM's message, or the start of the body where it has another shape. */
    static String message(String body) {
        try (var parser = JSON.createParser(body)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("message")) {
                    var text = parser.nextTextValue();
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
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
