package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;

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
    public Reading read(JsonNode item, Place place) {
        return MappedRecords.reading(item, place, "question", "answer", "id");
    }
}
