package dev.cairn.rest.errors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Refuses half characters such as a lone {@code \\uD83D}, which cannot be stored in a database or written as UTF-8. */
final class WholeCharacters {
    private WholeCharacters() {}

    /**
     * Reads to the end.
     *
     * @throws BadJsonException which names the field whose name or text has half a character
     */
    static void require(JsonParser parser) throws IOException {
        while (parser.nextToken() != null) {
            boolean text =
                    parser.currentToken() == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.FIELD_NAME;
            if (text && !areWhole(parser.getText())) {
                throw new BadJsonException(
                        BadJsonException.Kind.VALUES,
                        new ProblemDetail.Field(
                                field(parser),
                                "has half a character (a surrogate without its other half)",
                                "whole characters"),
                        new IOException("unpaired surrogate"));
            }
        }
    }

    private static boolean areWhole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** The path of the field, such as {@code /items/0/answer}; an invalid name is left out. */
    private static String field(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        String path =
                pointer.replaceFirst("^/", "").replaceAll("/(\\d+)", "[$1]").replace('/', '.');
        return areWhole(path) ? path : "";
    }
}
