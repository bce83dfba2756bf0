package dev.cairn.problems.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;

/**
 * JSON records in any layout: one per line, over several lines, in one array or in several.
 *
 * @param file its name, for errors
 */
record JsonRecords(String file, FileLimits limits) {
    private static final int DEEPEST = 50;
    private static final int LONGEST_NUMBER = 1000;
    private static final int LONGEST_NAME = 1000;

    /** Passes every record to the sink. */
    void read(Reader text, RecordSink sink) throws IOException {
        RecordBudget budget = new RecordBudget(text, limits.recordLength());
        ObjectMapper mapper = mapper();
        int began = 0;
        boolean inArray = false;
        try (JsonParser parser = mapper.getFactory().createParser(budget)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                } else {
                    began = parser.currentTokenLocation().getLineNr();
                    sink.add(mapper.readTree(parser), began);
                    began = 0;
                    budget.nextRecord();
                }
            }
        } catch (RecordBudget.LongRecordException e) {
            throw new ProblemFileException(file, began, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            int line = began > 0
                    ? began
                    : e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ProblemFileException(
                    file, line, began > 0 ? JsonFaults.inRecord(e, limits) : JsonFaults.betweenRecords(e, limits));
        }
    }

    private ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .maxStringLength(limits.recordLength())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
