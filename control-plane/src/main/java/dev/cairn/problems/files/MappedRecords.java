package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;

/** Records whose fields the user named. */
record MappedRecords(FieldMapping mapping) implements RecordReader {
    @Override
    public ProblemFormat format() {
        return ProblemFormat.MAPPED;
    }

    @Override
    public String fields() {
        return or(mapping.question(), "question") + ", " + or(mapping.answer(), "answer");
    }

    @Override
    public boolean fits(JsonNode first) {
        return true;
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        String id = mapping.id();
        if (id != null && !item.hasNonNull(id)) {
            throw new BrokenRecordException("the field " + FieldNames.shown(id) + " of the id is missing");
        }
        return reading(item, place, or(mapping.question(), "question"), or(mapping.answer(), "answer"), or(id, "id"));
    }

    /** Reads a record with one field each for question, answer and id. */
    static Reading reading(JsonNode item, Place place, String question, String answer, String id) {
        String text = RecordFields.answer(item, answer);
        String missing = AnswerText.missing(text);
        if (missing != null) {
            return new Reading.Skipped(missing);
        }
        return Reading.Taken.of(
                RecordFields.idOr(item, id, "line-" + place.line()),
                RecordFields.text(item, question),
                AnswerText.of(text));
    }

    private static String or(@org.jspecify.annotations.Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
