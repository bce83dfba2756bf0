package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Field names for messages. Anything that does not look like a name may be content, and is not repeated. */
final class FieldNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_ .-]{0,39}");
    private static final int MOST = 12;

    private FieldNames() {}

    static String shown(String name) {
        return NAME.matcher(name).matches() ? "\"" + name + "\"" : "(a name that can't be shown)";
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static List<String> of(JsonNode record) {
        List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** As a list in a sentence. */
    static String listed(List<String> names) {
        String shown = names.stream()
                .limit(MOST)
                .map(name -> isName(name) ? name : "?")
                .collect(Collectors.joining(", "));
        return names.size() > MOST ? shown + ", ..." : shown;
    }
}
