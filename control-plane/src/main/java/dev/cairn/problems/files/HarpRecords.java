package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** HARP: contest problems. Those of proof contests do not have an answer. */
record HarpRecords() implements RecordReader {
    @Override
    public ProblemFormat format() {
        return ProblemFormat.HARP;
    }

    @Override
    public String fields() {
        return "problem, answer, year, contest, number";
    }

    @Override
    public boolean fits(JsonNode first) {
        return first.has("problem") && first.has("contest") && first.has("year");
    }

    @Override
    public Map<String, FileField.Use> uses(JsonNode first) {
        return Map.of(
                "problem", FileField.Use.QUESTION,
                "answer", FileField.Use.ANSWER,
                "year", FileField.Use.ID,
                "contest", FileField.Use.ID,
                "number", FileField.Use.ID);
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        if (!RecordFields.hasAnswer(item, "answer")) {
            return new Reading.Skipped("it has no answer (it may be a proof)");
        }
        String answer = RecordFields.answer(item, "answer");
        String missing = AnswerText.missing(answer);
        if (missing != null) {
            return new Reading.Skipped(missing);
        }
        String id = RecordFields.scalar(item, "year") + "/" + RecordFields.scalar(item, "contest") + "/"
                + RecordFields.scalar(item, "number");
        return Reading.Accepted.of(id, RecordFields.text(item, "problem"), AnswerText.of(answer));
    }
}
