package dev.cairn.views;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.lists.ListQuery;
import java.util.ArrayList;
import java.util.List;

/** Checks views. */
final class ListViewChecks {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_COLUMNS = 60;
    private static final int LONGEST_COLUMN = 200;

    private ListViewChecks() {}

    /** @throws InvalidInputException naming every field that is not valid */
    static void check(ListViewRequest wanted) {
        List<FieldError> errors = new ArrayList<>();
        String name = wanted.name();
        if (name == null || isBad(name, LONGEST_NAME)) {
            errors.add(new FieldError(
                    "name",
                    name == null ? "is missing" : "is not valid",
                    "1 to " + LONGEST_NAME + " visible characters"));
        }
        List<String> columns = wanted.columns() == null ? List.of() : wanted.columns();
        if (columns.size() > MOST_COLUMNS) {
            errors.add(new FieldError("columns", "are " + columns.size(), "at most " + MOST_COLUMNS));
        }
        if (columns.stream().anyMatch(column -> isBad(column, LONGEST_COLUMN))) {
            errors.add(new FieldError(
                    "columns", "have a name that is not valid", "1 to " + LONGEST_COLUMN + " visible characters"));
        }
        InvalidInputException.throwIfAny(Subject.VIEW, errors);
        new ListQuery(wanted.filter(), wanted.sort(), 1, null).checkOfExperiments();
    }

    private static boolean isBad(String text, int longest) {
        return text.isBlank() || text.length() > longest || text.chars().anyMatch(Character::isISOControl);
    }
}
