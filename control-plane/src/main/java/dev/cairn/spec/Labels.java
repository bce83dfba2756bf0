package dev.cairn.spec;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of what people call an experiment and write about it after its submission. */
public final class Labels {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTES = 20_000;

    private Labels() {}

    /**
     * Checks a new name and new notes; an absent one is not changed.
     *
     * @throws InvalidInputException naming each one that is not allowed
     */
    public static void require(@Nullable String name, @Nullable String notes) {
        List<FieldError> errors = new ArrayList<>();
        if (name != null && (name.length() > LONGEST_NAME || !VisibleText.Check.isVisible(name))) {
            errors.add(new FieldError(
                    "name",
                    "has " + name.length() + " characters, or some that can't be seen",
                    "1 to " + LONGEST_NAME + " characters: " + VisibleText.WORDS));
        }
        if (notes != null
                && (notes.length() > LONGEST_NOTES || notes.codePoints().anyMatch(Labels::isControl))) {
            errors.add(new FieldError(
                    "notes",
                    "have " + notes.length() + " characters, or control characters",
                    "at most " + LONGEST_NOTES + " characters of plain text, with line breaks and tabs"));
        }
        InvalidInputException.throwIfAny(Subject.SPEC, errors);
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> "\n\r\t".indexOf(character) < 0;
            case Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
