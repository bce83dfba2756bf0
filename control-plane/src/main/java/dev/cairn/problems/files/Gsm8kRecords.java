package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** GSM8K: a worked solution whose last line is {@code #### N}. */
record Gsm8kRecords() implements RecordReader {
    @Override
    public ProblemFormat format() {
        return ProblemFormat.GSM8K;
    }

    @Override
    public String fields() {
        return "question, answer ending in #### N";
    }

    @Override
    public boolean fits(JsonNode first) {
        return first.has("question") && first.path("answer").asText().contains(AnswerText.MARK);
    }

    @Override
    public Map<String, FileField.Use> uses(JsonNode first) {
        return Map.of("question", FileField.Use.QUESTION, "answer", FileField.Use.ANSWER, "id", FileField.Use.ID);
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        String answer = RecordFields.text(item, "answer");
        if (!answer.contains(AnswerText.MARK)) {
            throw new BrokenRecordException("\"answer\" has no \"#### N\" at its end, which GSM8K's answers have");
        }
        return Reading.Accepted.of(
                RecordFields.idOr(item, "id", "gsm8k-" + place.number()),
                RecordFields.text(item, "question"),
                AnswerText.afterMark(answer));
    }
}
