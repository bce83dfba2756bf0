package dev.cairn.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of a model's tokens, from its tokenizer.json. Bytes that are no character by themselves are written as \\xNN. */
public final class Vocabulary {
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
    private static final char SPACE_OF_SENTENCEPIECE = '\u2581';

    /** How byte-level tokenizers write bytes that are not printable: as the characters from 256 on, in order. */
    private static final Map<Integer, Integer> BYTES = bytes();

    private final Map<Integer, String> tokens = new HashMap<>();
    private final Map<Integer, String> special = new HashMap<>();
    private final boolean inBytes;

    private Vocabulary(JsonNode tokenizer) {
        JsonNode vocabulary = tokenizer.at("/model/vocab");
        if (vocabulary.isArray()) {
            for (int id = 0; id < vocabulary.size(); id++) {
                tokens.put(id, vocabulary.path(id).path(0).asText());
            }
        } else {
            vocabulary.properties().forEach(token -> tokens.put(token.getValue().asInt(), token.getKey()));
        }
        inBytes = tokenizer.path("decoder").findValuesAsText("type").contains("ByteLevel");
        // These are written as they are, and win over an entry of the vocabulary.
        tokenizer
                .path("added_tokens")
                .forEach(added -> special.put(
                        added.path("id").asInt(), added.path("content").asText()));
    }

    /** @param model directory of a Hugging Face model */
    public static Vocabulary of(Path model) throws IOException {
        return new Vocabulary(
                new ObjectMapper().readTree(model.resolve("tokenizer.json").toFile()));
    }

    /** The text of a token; its number in angle brackets if there is no such token. */
    public String text(int id) {
        if (special.containsKey(id)) {
            return Objects.requireNonNull(special.get(id));
        }
        String token = tokens.getOrDefault(id, "<" + id + ">");
        if (inBytes) {
            return decoded(token);
        }
        Matcher single = BYTE.matcher(token);
        return single.matches()
                ? decoded(HexFormat.of().parseHex(single.group(1)))
                : token.replace(SPACE_OF_SENTENCEPIECE, ' ');
    }

    private static String decoded(String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        token.chars().forEach(c -> bytes.write(BYTES.getOrDefault(c, c)));
        return decoded(bytes.toByteArray());
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            for (byte each : bytes) {
                text.append("\\x").append(HexFormat.of().toHexDigits(each));
            }
            return text.toString();
        }
    }

    private static Map<Integer, Integer> bytes() {
        Map<Integer, Integer> bytes = new HashMap<>();
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            if (!printable) {
                bytes.put(256 + bytes.size(), b);
            }
        }
        return bytes;
    }
}
