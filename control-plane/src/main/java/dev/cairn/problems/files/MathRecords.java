package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.grading.BoxedAnswer;
import dev.cairn.ports.Problem;
import java.util.Map;

/** MATH and similar sets: an {@code answer}, or a {@code solution} whose last box holds it. */
record MathRecords() implements RecordReader {
    @Override
    public ProblemFormat format() {
        return ProblemFormat.MATH;
    }

    @Override
    public String fields() {
        return "problem, answer or solution";
    }

    @Override
    public boolean fits(JsonNode first) {
        return first.has("problem") && (first.has("answer") || first.has("solution"));
    }

    @Override
    public Map<String, FileField.Use> uses(JsonNode first) {
        return Map.of(
                "problem",
                FileField.Use.QUESTION,
                RecordFields.hasAnswer(first, "answer") ? "answer" : "solution",
                FileField.Use.ANSWER,
                first.hasNonNull("unique_id") ? "unique_id" : "id",
                FileField.Use.ID);
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        String id = RecordFields.idOr(item, "unique_id", RecordFields.idOr(item, "id", "math-" + place.number()));
        String question = RecordFields.text(item, "problem");
        if (RecordFields.hasAnswer(item, "answer")) {
            String answer = RecordFields.answer(item, "answer");
            String missing = AnswerText.missing(answer);
            return missing == null
                    ? Reading.Accepted.of(id, question, AnswerText.of(answer))
                    : new Reading.Skipped(missing);
        }
        if (!item.hasNonNull("solution")) {
            throw new BrokenRecordException("it has neither an \"answer\" nor a \"solution\" with a \\boxed answer");
        }
        String solution = RecordFields.text(item, "solution");
        BoxedAnswer boxed = BoxedAnswer.read(solution);
        String answer = boxed.content();
        if (answer == null || answer.isEmpty()) {
            throw new BrokenRecordException("there is no \"answer\", and \"solution\" has no complete \\boxed{...}");
        }
        int boxes = boxed.boxes();
        return new Reading.Accepted(
                new Problem(id, question, AnswerText.of(answer)),
                null,
                boxes == 1 ? null : "the solution has " + boxes + " boxes; the last one was taken as the answer");
    }
}
