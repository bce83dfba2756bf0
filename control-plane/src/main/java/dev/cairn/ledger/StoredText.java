package dev.cairn.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Makes hostile text storable: PostgreSQL refuses NUL, and a lone surrogate is not valid Unicode. Both stay visible.
 */
final class StoredText {
    private static final char SYMBOL_FOR_NULL = '\u2400';
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    static String clean(String text) {
        int bad = firstBad(text, 0);
        if (bad < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (; bad >= 0; bad = firstBad(text, bad + 1)) {
            clean.setCharAt(bad, text.charAt(bad) == 0 ? SYMBOL_FOR_NULL : REPLACEMENT);
        }
        return clean.toString();
    }

    /** Cleans every text in a tree. Field names are our own and need no cleaning. */
    static JsonNode clean(JsonNode node) {
        if (node instanceof TextNode text) {
            return TextNode.valueOf(clean(text.textValue()));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(clean(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, clean(array.get(i)));
            }
        }
        return node;
    }

    private static int firstBad(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
