package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Our own format, and the most common hand-made one: {@code question}, {@code answer}, optionally {@code id}. */
record CairnRecords() implements RecordReader {
    @Override
    public ProblemFormat format() {
        return ProblemFormat.CAIRN;
    }

    @Override
    public String fields() {
        return "question, answer";
    }

    @Override
    public boolean fits(JsonNode first) {
        return first.has("question") && first.has("answer");
    }

    @Override
    public Map<String, FileField.Use> uses(JsonNode first) {
        return Map.of("question", FileField.Use.QUESTION, "answer", FileField.Use.ANSWER, "id", FileField.Use.ID);
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        return MappedRecords.reading(item, place, "question", "answer", "id");
    }
}
