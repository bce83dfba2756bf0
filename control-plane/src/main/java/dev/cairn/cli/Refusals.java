package dev.cairn.cli;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** The errors of a command line, as lines; a field is named by the option that sets it. */
final class Refusals {
    private static final String HEAD = "cairn: error: the experiment was not queued:";

    private Refusals() {}

    static List<String> of(InvalidInputException e) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        e.errors().forEach(error -> lines.add("  " + of(error)));
        return List.copyOf(lines);
    }

    static List<String> of(RuntimeException e) {
        return List.of(HEAD + " " + e.getMessage());
    }

    private static String of(FieldError error) {
        if (error.field().equals("problems.set") && error.message().startsWith("must name")) {
            return "--problems FILE: this preset has no problems of its own; give a file of problems";
        }
        String allowed = error.allowed() == null ? "" : " (allowed: " + error.allowed() + ")";
        return error.field() + ": " + error.message() + allowed;
    }
}
