package dev.cairn.lists;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites the messages of CEL's parser, which are about tokens, for people who write filters. */
final class FilterMessages {
    private static final String END = "<EOF>";
    private static final Pattern UNKNOWN = Pattern.compile("token recognition error at: '(.*)'");
    private static final Pattern UNEXPECTED = Pattern.compile(
            "(?:mismatched input|extraneous input|no viable alternative at input) '(.*?)'(?: expecting .*)?");
    private static final Pattern MISSING = Pattern.compile("missing (\\S+) at '(.*)'");

    private FilterMessages() {}

    /** The parser's message in plain words; an unknown message stays as it is. */
    static String explain(String message) {
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            String text = unknown.group(1).strip();
            return switch (text) {
                case "=" -> "equality is written ==, not =";
                case "&", "|" -> text + " is written " + text.repeat(2);
                default ->
                    text.startsWith("\"") || text.startsWith("'")
                            ? "this string is not closed: " + text
                            : text + " is not part of a filter";
            };
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return missing.group(1) + " is missing" + (missing.group(2).equals(END) ? " at the end" : "");
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return unexpected.group(1).equals(END)
                    ? "the filter ends too early"
                    : unexpected.group(1) + " is not expected here";
        }
        return message;
    }
}
