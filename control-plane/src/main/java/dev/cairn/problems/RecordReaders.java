package dev.cairn.problems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.problems.RecordReader.BrokenRecordException;
import dev.cairn.soar.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One reader a format, and the guess which one fits. */
final class RecordReaders {
    private static final String GSM8K_MARK = "####";

    private RecordReaders() {}

    static RecordReader of(ProblemFormat format) {
        return switch (format) {
            case AUTO -> throw new IllegalArgumentException("AUTO must be detected first");
            case CAIRN -> RecordReaders::cairn;
            case GSM8K -> RecordReaders::gsm8k;
            case MATH -> RecordReaders::math;
            case OLYMPIADBENCH -> RecordReaders::olympiadBench;
            case HARP -> RecordReaders::harp;
        };
    }

    static ProblemFormat detect(JsonNode first) {
        if (first.has("question") && first.has("final_answer")) {
            return ProblemFormat.OLYMPIADBENCH;
        }
        if (first.has("problem") && first.has("contest") && first.has("year")) {
            return ProblemFormat.HARP;
        }
        if (first.has("problem") && (first.has("answer") || first.has("solution"))) {
            return ProblemFormat.MATH;
        }
        if (first.has("question") && first.has("answer")) {
            return first.path("answer").asText().contains(GSM8K_MARK) ? ProblemFormat.GSM8K : ProblemFormat.CAIRN;
        }
        List<String> names = new ArrayList<>();
        first.fieldNames().forEachRemaining(names::add);
        throw new BrokenRecordException("no known format has the fields " + names
                + "; CAIRN has id, question, answer; GSM8K question, answer; MATH problem, solution or answer;"
                + " OLYMPIADBENCH question, final_answer; HARP problem, answer, year, contest, number");
    }

    private static Optional<Problem> cairn(JsonNode item, int number) {
        return Optional.of(new Problem(scalar(item, "id"), text(item, "question"), scalar(item, "answer")));
    }

    private static Optional<Problem> gsm8k(JsonNode item, int number) {
        String answer = text(item, "answer");
        int mark = answer.lastIndexOf(GSM8K_MARK);
        if (mark < 0) {
            throw new BrokenRecordException("\"answer\" has no \"#### N\" at its end");
        }
        String value = answer.substring(mark + GSM8K_MARK.length()).strip().replace(",", "");
        if (value.isEmpty()) {
            throw new BrokenRecordException("nothing stands after \"####\" in \"answer\"");
        }
        return Optional.of(new Problem(idOr(item, "id", "gsm8k-" + number), text(item, "question"), value));
    }

    private static Optional<Problem> math(JsonNode item, int number) {
        String answer = item.path("answer").asText("").strip();
        if (answer.isEmpty()) {
            answer = Boxes.last(text(item, "solution"))
                    .orElseThrow(() -> new BrokenRecordException(
                            "there is no \"answer\", and \"solution\" has no balanced \\boxed{...}"));
        }
        return Optional.of(new Problem(idOr(item, "unique_id", "math-" + number), text(item, "problem"), answer));
    }

    private static Optional<Problem> olympiadBench(JsonNode item, int number) {
        JsonNode answers = item.path("final_answer");
        if (answers.isMissingNode()) {
            throw new BrokenRecordException("\"final_answer\" is missing");
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode answer : answers.isArray() ? answers : List.of(answers)) {
            String part = withoutDollars(answer.isNull() ? "" : answer.asText());
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String context =
                item.path("context").isTextual() ? item.path("context").asText().strip() : "";
        String question = text(item, "question");
        return Optional.of(new Problem(
                idOr(item, "id", "olympiad-" + number),
                context.isEmpty() ? question : context + "\n\n" + question,
                String.join(", ", parts)));
    }

    private static Optional<Problem> harp(JsonNode item, int number) {
        String id = scalar(item, "year") + "/" + scalar(item, "contest") + "/" + scalar(item, "number");
        return Optional.of(new Problem(id, text(item, "problem"), scalar(item, "answer")));
    }

    private static String withoutDollars(String answer) {
        String stripped = answer.strip();
        boolean wrapped = stripped.length() > 2 && stripped.startsWith("$") && stripped.endsWith("$");
        return wrapped && stripped.indexOf('$', 1) == stripped.length() - 1
                ? stripped.substring(1, stripped.length() - 1).strip()
                : stripped;
    }

    private static String idOr(JsonNode item, String field, String otherwise) {
        return item.hasNonNull(field) ? scalar(item, field) : otherwise;
    }

    private static String text(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (!value.isTextual()) {
            throw new BrokenRecordException("\"" + field + "\" "
                    + (value.isMissingNode() ? "is missing" : "must be text, is " + abbreviated(value)));
        }
        return notBlank(field, value.asText());
    }

    private static String scalar(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (!value.isTextual() && !value.isNumber()) {
            throw new BrokenRecordException("\"" + field + "\" "
                    + (value.isMissingNode() ? "is missing" : "must be text or a number, is " + abbreviated(value)));
        }
        return notBlank(field, value.asText());
    }

    private static String notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new BrokenRecordException("\"" + field + "\" is empty");
        }
        if (value.indexOf(0) >= 0) {
            throw new BrokenRecordException("\"" + field + "\" holds a NUL character, which can't be stored");
        }
        return value.strip();
    }

    private static String abbreviated(JsonNode value) {
        String json = value.toString();
        return json.length() > 60 ? json.substring(0, 60) + "..." : json;
    }
}
