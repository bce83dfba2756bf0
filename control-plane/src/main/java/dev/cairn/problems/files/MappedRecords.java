package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Records whose fields the user named. */
record MappedRecords(FieldMapping mapping) implements RecordReader {
    @Override
    public ProblemFormat format() {
        return ProblemFormat.MAPPED;
    }

    @Override
    public String fields() {
        return orDefault(mapping.question(), "question") + ", " + orDefault(mapping.answer(), "answer");
    }

    @Override
    public boolean fits(JsonNode first) {
        return true;
    }

    @Override
    public Map<String, FileField.Use> uses(JsonNode first) {
        Map<String, FileField.Use> uses = new HashMap<>();
        uses.put(orDefault(mapping.id(), "id"), FileField.Use.ID);
        uses.put(orDefault(mapping.answer(), "answer"), FileField.Use.ANSWER);
        uses.put(orDefault(mapping.question(), "question"), FileField.Use.QUESTION);
        return uses;
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        String id = mapping.id();
        if (id != null && !item.hasNonNull(id)) {
            throw new BrokenRecordException("the field " + FieldNames.shown(id) + " of the id is missing");
        }
        return reading(
                item,
                place,
                orDefault(mapping.question(), "question"),
                orDefault(mapping.answer(), "answer"),
                orDefault(id, "id"));
    }

    /** Reads a record with one field each for question, answer and id. */
    static Reading reading(JsonNode item, Place place, String question, String answer, String id) {
        String text = RecordFields.answer(item, answer);
        String missing = AnswerText.missing(text);
        if (missing != null) {
            return new Reading.Skipped(missing);
        }
        return Reading.Accepted.of(
                RecordFields.idOr(item, id, "line-" + place.line()),
                RecordFields.text(item, question),
                AnswerText.of(text));
    }

    private static String orDefault(@org.jspecify.annotations.Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
