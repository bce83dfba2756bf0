package dev.cairn.rest.errors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads every JSON body, strictly (see {@link StrictJson}); errors are described in terms of JSON, not of Java. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
final class StrictJsonReader implements MessageBodyReader<Object> {
    private static final Set<Class<?>> NOT_BOUND =
            Set.of(InputStream.class, Reader.class, byte[].class, String.class, File.class);

    private final ObjectReader reader;
    private final JsonMistakes mistakes;
    private final int largest;

    StrictJsonReader(ObjectMapper json, RequestLimits limits) {
        ObjectMapper strict = StrictJson.of(json);
        this.reader = StrictJson.reader(strict);
        this.mistakes = new JsonMistakes(strict);
        this.largest = Math.toIntExact(limits.jsonSize().asLongValue());
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return !NOT_BOUND.contains(type);
    }

    /** Null if the body is empty. */
    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream entity)
            throws IOException {
        byte[] body = entity.readNBytes(largest + 1);
        if (body.length > largest) {
            throw new ClientErrorException(
                    "the body has more than " + largest + " bytes (cairn.requests.json-size)", 413);
        }
        @Nullable Object value;
        try (JsonParser parser = reader.createParser(body)) {
            value = value(parser, generic);
        }
        try (JsonParser parser = reader.createParser(body)) {
            WholeCharacters.require(parser);
        }
        return value;
    }

    private @Nullable Object value(JsonParser parser, Type type) throws IOException {
        try {
            if (parser.nextToken() == null) {
                return null;
            }
            Object value =
                    reader.forType(reader.getTypeFactory().constructType(type)).readValue(parser);
            if (parser.nextToken() != null) {
                throw new BadJsonException(
                        "there is something after the end of the JSON" + JsonMistakes.at(parser.currentTokenLocation()),
                        new IOException("trailing text"));
            }
            return value;
        } catch (JacksonException e) {
            throw mistakes.explain(e, parser);
        }
    }
}
