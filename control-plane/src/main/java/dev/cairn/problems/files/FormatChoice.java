package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses a file's reader: the requested one, or the first that fits the first record. */
final class FormatChoice {
    private static final Set<String> KNOWN =
            Set.of("id", "question", "answer", "problem", "solution", "final_answer", "year", "contest", "number");

    private FormatChoice() {}

    /** @throws BrokenRecordException if none fits; the message lists the formats and how to name fields */
    static RecordReader of(JsonNode first, ProblemFormat wanted) {
        return RecordReader.ALL.stream()
                .filter(reader -> wanted == ProblemFormat.AUTO ? reader.fits(first) : reader.format() == wanted)
                .findFirst()
                .orElseThrow(() -> new BrokenRecordException(noFormat(FieldNames.of(first))));
    }

    private static String noFormat(List<String> names) {
        boolean otherCase =
                names.stream().anyMatch(name -> !KNOWN.contains(name) && KNOWN.contains(name.toLowerCase(Locale.ROOT)));
        String known = RecordReader.ALL.reversed().stream()
                .map(reader -> reader.format() + ": " + reader.fields())
                .collect(Collectors.joining("; "));
        return "no known format has the fields " + FieldNames.listed(names)
                + (otherCase ? ", whose names differ in upper and lower case from known ones" : "")
                + "; name them with a field mapping, as in question=" + guess(names, "question", "problem")
                + " and answer=" + guess(names, "answer", "final_answer") + " (known formats: " + known + ")";
    }

    private static String guess(List<String> names, String... wanted) {
        for (String want : wanted) {
            for (String name : names) {
                if (name.equalsIgnoreCase(want) && FieldNames.isName(name)) {
                    return name;
                }
            }
        }
        return "FIELD";
    }
}
