package dev.cairn.spec;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A text that shows what it contains: it has visible characters, and none that are hidden, break the line or change the
 * direction of the surrounding text.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = VisibleText.Check.class)
@interface VisibleText {
    /** The rule in words. */
    String WORDS = "visible characters, without control characters or any that changes the direction of text";

    String message() default "{dev.cairn.VisibleText}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The rule itself. */
    final class Check implements ConstraintValidator<VisibleText, String> {
        /** Joiners of scripts and emoji; they belong to the adjacent characters. */
        private static final String JOINERS = "\u200c\u200d";

        @Override
        public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
            return text == null || isVisible(text);
        }

        static boolean isVisible(String text) {
            return text.codePoints().noneMatch(Check::isHidden)
                    && text.codePoints()
                            .anyMatch(character -> !Character.isWhitespace(character)
                                    && !Character.isSpaceChar(character)
                                    && JOINERS.indexOf(character) < 0);
        }

        private static boolean isHidden(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> true;
                case Character.FORMAT -> JOINERS.indexOf(character) < 0;
                default -> false;
            };
        }
    }
}
