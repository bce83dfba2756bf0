package dev.cairn.problems.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes JSON errors in our own words, since the parser's messages would repeat content. */
final class JsonFaults {
    private static final Pattern CHARACTER =
            Pattern.compile("^Unexpected character \\('.' \\(code (\\d+)", Pattern.DOTALL);

    private JsonFaults() {}

    /** An error before, between or after records. */
    static String betweenRecords(JsonProcessingException fault, FileLimits limits) {
        return fault instanceof JsonEOFException
                ? "the file ends before its list is closed with ]; it was cut off, so get it again or close the list"
                : inRecord(fault, limits);
    }

    static String inRecord(JsonProcessingException fault, FileLimits limits) {
        String parser = String.valueOf(fault.getOriginalMessage());
        if (fault instanceof JsonEOFException) {
            return "the file ends in the middle of this record; it was cut off, so get it again or remove the record";
        }
        if (fault instanceof StreamConstraintsException) {
            return parser.contains("nesting depth")
                    ? "the record is nested too deeply; a record has fields with strings, numbers or lists"
                    : "a string, number or name in this record is too long; a record may have " + limits.recordLength()
                            + " characters (cairn.problems.max-record-length)";
        }
        if (parser.startsWith("Duplicate field")) {
            return "a field occurs twice in this record; remove one of the two";
        }
        if (parser.contains("Non-standard token") || parser.startsWith("Non-standard")) {
            return "NaN and Infinity are not JSON; write a number, a string in double quotes or null";
        }
        if (parser.startsWith("Unrecognized character escape")) {
            return "a string has a single backslash, which JSON does not allow here; write two, as in \\\\sqrt";
        }
        if (parser.startsWith("Illegal unquoted character")) {
            return "a string contains a line break or another control character; write \\n, or close the string with a double"
                    + " quote";
        }
        Matcher character = CHARACTER.matcher(parser);
        return "is not a JSON record"
                + switch (character.find() ? Integer.parseInt(character.group(1)) : 0) {
                    case '\'' -> ": it has single quotes; JSON needs double quotes, as Python's json.dumps writes them";
                    case ',' -> ": it has an extra comma; there are no commas between records on separate lines";
                    default ->
                        at(fault) + "; every record is a JSON object, {\"question\": \"...\", \"answer\": \"...\"}";
                };
    }

    private static String at(JsonProcessingException fault) {
        return fault.getLocation() == null
                ? ""
                : " (column " + fault.getLocation().getColumnNr() + ")";
    }
}
