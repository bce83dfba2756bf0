package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OlympiadBench: a list of final answers, with unit and tolerance in other fields. Proofs have no answers. */
record OlympiadBenchRecords() implements RecordReader {
    private static final Pattern SEVERAL = Pattern.compile("\\$[^$]*\\$(\\s*,\\s*\\$[^$]*\\$)+");

    @Override
    public ProblemFormat format() {
        return ProblemFormat.OLYMPIADBENCH;
    }

    @Override
    public String fields() {
        return "question, final_answer";
    }

    @Override
    public boolean fits(JsonNode first) {
        return first.has("question") && first.has("final_answer");
    }

    @Override
    public Map<String, FileField.Use> uses(JsonNode first) {
        return Map.of(
                "question", FileField.Use.QUESTION,
                "context", FileField.Use.QUESTION,
                "final_answer", FileField.Use.ANSWER,
                "id", FileField.Use.ID,
                "error", FileField.Use.TOLERANCE,
                "unit", FileField.Use.UNIT);
    }

    @Override
    public Reading read(JsonNode item, Place place) {
        if (!item.has("final_answer")) {
            throw new BrokenRecordException("\"final_answer\" is missing");
        }
        List<String> parts = new ArrayList<>();
        gather(item.path("final_answer"), parts);
        if (parts.isEmpty()) {
            return new Reading.Skipped("it has no final answer (it may be a proof)");
        }
        String question = RecordFields.text(item, "question");
        String context = item.hasNonNull("context") ? RecordFields.optionalText(item, "context") : "";
        String unit = item.hasNonNull("unit") ? RecordFields.optionalText(item, "unit") : "";
        boolean toleranceGiven = RecordFields.hasAnswer(item, "error");
        Double tolerance = toleranceGiven ? tolerance(item.path("error").asText()) : null;
        List<String> warnings = new ArrayList<>();
        if (toleranceGiven && tolerance == null) {
            warnings.add("its tolerance is not a single number above 0 and is ignored");
        }
        if (!unit.isEmpty()) {
            warnings.add("its unit is in a separate field and is not compared");
        }
        return new Reading.Accepted(
                new Problem(
                        RecordFields.idOr(item, "id", "olympiad-" + place.number()),
                        context.isEmpty() ? question : context + "\n\n" + question,
                        String.join(", ", parts),
                        tolerance),
                unit.isEmpty() ? null : unit,
                warnings.isEmpty() ? null : String.join("; ", warnings));
    }

    private static void gather(JsonNode answer, List<String> parts) {
        if (answer.isArray()) {
            answer.forEach(inner -> gather(inner, parts));
        } else if (!answer.isNull()) {
            String text = RecordFields.storable(
                    "final_answer", AnswerText.checked("final_answer", RecordFields.written("final_answer", answer)));
            if (SEVERAL.matcher(text).matches()) {
                for (String one : text.substring(1, text.length() - 1).split("\\$\\s*,\\s*\\$", -1)) {
                    parts.add(one.strip());
                }
            } else if (!text.isEmpty()) {
                parts.add(AnswerText.of(text));
            }
        }
    }

    private static @Nullable Double tolerance(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return value > 0 && Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
