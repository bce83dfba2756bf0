package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes Bean Validation's violations in our own words. The settings' constraints are the only source of limits. */
final class Constraints {
    private final Validator validator;
    private final ObjectMapper json;

    Constraints(Validator validator, ObjectMapper json) {
        this.validator = validator;
        this.json = json;
    }

    List<FieldError> check(ExperimentSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        for (ConstraintViolation<ExperimentSpec> violation : validator.validate(spec)) {
            String path = violation.getPropertyPath().toString();
            Annotation annotation = violation.getConstraintDescriptor().getAnnotation();
            JsonNode value = json.valueToTree(violation.getInvalidValue());
            String template = violation.getMessageTemplate();
            errors.add(
                    annotation instanceof NotBlank && !template.startsWith("{")
                            ? new FieldError(path, template, null)
                            : new FieldError(
                                    path,
                                    (template.startsWith("{") ? "is " : template + "; is ") + SpecValues.shown(value),
                                    annotation instanceof NotBlank
                                            ? "a string that is not blank"
                                            : allowed(violation)));
        }
        errors.sort(Comparator.comparing(FieldError::field).thenComparing(FieldError::message));
        return errors;
    }

    /** All limits of the setting, not only the violated one. */
    private @Nullable String allowed(ConstraintViolation<ExperimentSpec> violation) {
        String path = violation.getPropertyPath().toString();
        String name = path.substring(path.lastIndexOf('.') + 1);
        PropertyDescriptor property = validator
                .getConstraintsForClass(violation.getLeafBean().getClass())
                .getConstraintsForProperty(name);
        if (property == null) {
            return null;
        }
        String limits = property.getConstraintDescriptors().stream()
                .map(ConstraintDescriptor::getAnnotation)
                .map(Constraints::words)
                .filter(words -> !words.isEmpty())
                .sorted()
                .collect(Collectors.joining(", "));
        return limits.isEmpty() ? null : limits;
    }

    private static String words(Annotation limit) {
        return switch (limit) {
            case Min min -> "at least " + min.value();
            case Max max -> "at most " + max.value();
            case DecimalMin min -> (min.inclusive() ? "at least " : "above ") + min.value();
            case DecimalMax max -> (max.inclusive() ? "at most " : "below ") + max.value();
            case Positive _ -> "above 0";
            case PositiveOrZero _ -> "at least 0";
            case Size size when size.max() < Integer.MAX_VALUE -> "at most " + size.max() + " characters";
            case VisibleText _ -> VisibleText.WORDS;
            case NotNull _ -> "";
            default -> "";
        };
    }
}
