package dev.cairn.problems;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a problem file record by record. */
public final class ProblemFileReader {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final ObjectReader ELEMENTS = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);
    private static final ObjectReader LINES = ELEMENTS.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ProblemFileReader() {}

    /**
     * @param limit the first so many problems; absent: all
     * @throws ProblemFileException naming file, line and what is wrong
     */
    public static ProblemFile read(Path file, ProblemFormat format, @Nullable Integer limit) {
        ProblemCollector collector = new ProblemCollector(file, format, limit == null ? Integer.MAX_VALUE : limit);
        int[] line = {0};
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            if (startsWithArray(reader)) {
                readArray(reader, collector, line);
            } else {
                readLines(reader, collector, line);
            }
        } catch (NoSuchFileException e) {
            throw new ProblemFileException(file, 0, "there is no such file");
        } catch (CharacterCodingException e) {
            throw new ProblemFileException(file, line[0] + 1, "is not UTF-8 text; save the file as UTF-8");
        } catch (JsonProcessingException e) {
            throw new ProblemFileException(
                    file, Math.max(line[0], 1), "is not a JSON record: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ProblemFileException(file, line[0], "can't be read: " + e.getMessage());
        }
        return collector.finished();
    }

    private static boolean startsWithArray(BufferedReader reader) throws IOException {
        reader.mark(1 << 16);
        for (int i = 0; i < 1 << 16; i++) {
            int c = reader.read();
            if (c != BYTE_ORDER_MARK && !Character.isWhitespace(c)) {
                reader.reset();
                return c == '[';
            }
        }
        reader.reset();
        return false;
    }

    private static void readLines(BufferedReader reader, ProblemCollector collector, int[] line) throws IOException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line[0]++;
            if (line[0] == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
                text = text.substring(1);
            }
            if (!text.isBlank() && collector.wantsMore()) {
                collector.add(LINES.readValue(text), line[0]);
            }
        }
    }

    private static void readArray(BufferedReader reader, ProblemCollector collector, int[] line) throws IOException {
        try (JsonParser parser = ELEMENTS.createParser(reader)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                line[0] = parser.currentTokenLocation().getLineNr();
                JsonNode item = parser.readValueAsTree();
                if (collector.wantsMore()) {
                    collector.add(item, line[0]);
                }
            }
        }
    }
}
