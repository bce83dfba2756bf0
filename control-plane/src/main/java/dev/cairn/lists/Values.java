package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Converts constants of a filter to parameters of their field's type. */
final class Values {
    private static final int LAST_YEAR = 9999;

    private final FilterParser filter;

    Values(FilterParser filter) {
        this.filter = filter;
    }

    /** @throws InvalidInputException if it does not have the field's type */
    Object of(Field field, CelExpr part) {
        if (part.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            throw filter.wrong(part, "a value is expected here", field.type().description());
        }
        CelConstant constant = part.constant();
        return switch (field.type()) {
            case FieldType.Text _ -> text(field, part, constant);
            case FieldType.OneOf words -> {
                String word = text(field, part, constant);
                if (!words.all().contains(word)) {
                    throw filter.wrong(part, field.name() + " can't be \"" + word + "\"", words.description());
                }
                yield word;
            }
            case FieldType.Numeric _ -> number(field, part, constant);
            case FieldType.Time _ -> time(field, part, text(field, part, constant));
            case FieldType.Flag _ -> {
                if (constant.getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
                    throw wrongType(field, part);
                }
                yield constant.booleanValue();
            }
        };
    }

    private String text(Field field, CelExpr part, CelConstant constant) {
        if (constant.getKind() != CelConstant.Kind.STRING_VALUE) {
            throw wrongType(field, part);
        }
        String text = constant.stringValue();
        if (text.indexOf('\0') >= 0) {
            throw filter.wrong(part, "a string can't contain a NUL character", "any other character");
        }
        return text;
    }

    private Object number(Field field, CelExpr part, CelConstant constant) {
        return switch (constant.getKind()) {
            case INT64_VALUE -> constant.int64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            case UINT64_VALUE -> constant.uint64Value().doubleValue();
            case STRING_VALUE, BOOLEAN_VALUE, BYTES_VALUE, NULL_VALUE, TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET ->
                throw wrongType(field, part);
        };
    }

    private OffsetDateTime time(Field field, CelExpr part, String text) {
        try {
            OffsetDateTime time = text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return time;
            }
        } catch (DateTimeParseException ignored) {
            // Reported below, like any other text that is not a time.
        }
        throw wrongType(field, part);
    }

    private InvalidInputException wrongType(Field field, CelExpr part) {
        return filter.wrong(
                part,
                field.name() + " can't be compared with this",
                field.type().description());
    }
}
