package dev.cairn.problems.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A table with a line of column names: CSV, or separated by semicolons or tabs.
 *
 * @param file its name, for errors
 */
record TableRecords(String file, FileLimits limits) {
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /** Passes every row to the sink as a record of texts. */
    void read(Reader text, char separator, RecordSink sink) throws IOException {
        RecordBudget budget = new RecordBudget(text, limits.recordLength());
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        int line = 1;
        try (CsvParser parser = mapper.getFactory().createParser(budget)) {
            parser.setSchema(schema);
            List<String> names = List.of();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                line = parser.currentTokenLocation().getLineNr() + 1; // the location is at the end of the previous row
                List<String> cells = cells(parser);
                if (names.isEmpty()) {
                    names = header(cells);
                } else {
                    sink.add(record(names, cells, line), line);
                }
                budget.nextRecord();
            }
        } catch (RecordBudget.LongRecordException e) {
            throw new ProblemFileException(file, line, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw new ProblemFileException(
                    file,
                    line,
                    "is not a row of a CSV table; put texts with commas, quotes or line breaks in double quotes, and double"
                            + " the quotes in them");
        }
    }

    private static List<String> cells(CsvParser parser) throws IOException {
        List<String> cells = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            cells.add(parser.getText());
        }
        return cells;
    }

    private List<String> header(List<String> cells) {
        List<String> names = cells.stream().map(String::strip).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new ProblemFileException(file, 1, "two columns have the same name; rename one of them");
        }
        return names;
    }

    private ObjectNode record(List<String> names, List<String> cells, int line) {
        if (cells.size() > names.size()) {
            throw new ProblemFileException(
                    file,
                    line,
                    "has " + cells.size() + " cells for " + names.size()
                            + " columns; put texts with commas in double quotes");
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            record.put(names.get(i), cells.get(i));
        }
        return record;
    }

    /**
     * The column separator, if the first line belongs to a table.
     *
     * @return 0 if it does not
     */
    static char separator(String first) {
        for (char separator : SEPARATORS) {
            List<String> names = new ArrayList<>();
            for (String name : first.strip().split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1)) {
                names.add(name.strip().replaceAll("^\"|\"$", ""));
            }
            if (names.size() > 1 && names.stream().allMatch(FieldNames::isName)) {
                return separator;
            }
        }
        return 0;
    }
}
