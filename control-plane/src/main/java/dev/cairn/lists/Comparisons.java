package dev.cairn.lists;

import dev.cairn.lists.Field.Presence;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Translates comparisons of a field with values.
 *
 * <p>A row without a value differs from every value, so that {@code !(tags.team == "x")} finds rows without a team. If
 * every row has a value the condition stays simple, so that an index can be used.
 */
final class Comparisons {
    private static final int MOST_VALUES = 200;

    private final FilterParser filter;
    private final Values values;

    Comparisons(FilterParser filter) {
        this.filter = filter;
        this.values = new Values(filter);
    }

    /** @param operator in SQL */
    Condition compare(Field field, String operator, CelExpr constant) {
        if (constant.constant().getKind() == CelConstant.Kind.NULL_VALUE) {
            return isNull(field, operator, constant);
        }
        boolean equality = operator.equals("=") || operator.equals("<>");
        if (!equality && (field.type() instanceof FieldType.OneOf || field.type() instanceof FieldType.Flag)) {
            throw filter.wrong(constant, field.name() + " can't be ordered", "==, != and in");
        }
        List<Object> parameter = List.of(values.of(field, constant));
        if (field.presence() == Presence.ALWAYS) {
            return new Condition(field.sql() + " " + operator + " ?", parameter);
        }
        if (field.equality() != null && operator.equals("=")) {
            return new Condition(field.equality(), parameter);
        }
        return operator.equals("<>")
                ? new Condition("(" + field.sql() + " is distinct from ?)", parameter)
                : known(field, field.sql() + " " + operator + " ?", parameter);
    }

    Condition in(Field field, List<CelExpr> elements) {
        if (elements.isEmpty()) {
            return Condition.NEVER;
        }
        if (elements.size() > MOST_VALUES) {
            throw filter.wrong(elements.getLast(), "too many values", "at most " + MOST_VALUES);
        }
        List<Object> parameters = new ArrayList<>();
        elements.forEach(element -> parameters.add(values.of(field, element)));
        if (field.equality() != null) {
            return new Condition(
                    "(" + String.join(" or ", Collections.nCopies(elements.size(), field.equality())) + ")",
                    parameters);
        }
        String sql = field.sql() + " in (" + String.join(", ", Collections.nCopies(elements.size(), "?")) + ")";
        return field.presence() == Presence.ALWAYS ? new Condition(sql, parameters) : known(field, sql, parameters);
    }

    /** @param around a pattern of LIKE with ? in place of the text */
    Condition like(Field field, String around, CelExpr text) {
        if (!(field.type() instanceof FieldType.Text)) {
            throw filter.wrong(
                    text, field.name() + " is not a text field", field.type().description());
        }
        String escaped = String.valueOf(values.of(field, text))
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
        return known(field, field.sql() + " like ?", List.of(around.replace("?", escaped)));
    }

    private Condition isNull(Field field, String operator, CelExpr constant) {
        return switch (operator) {
            case "=" -> new Condition("(" + field.sql() + " is null)", List.of());
            case "<>" -> new Condition("(" + field.sql() + " is not null)", List.of());
            default -> throw filter.wrong(constant, "null can't be ordered", "== null and != null");
        };
    }

    /** From a column's not being null the database derives that it can use an index; an expression is computed once. */
    private static Condition known(Field field, String sql, List<Object> parameters) {
        return new Condition(
                field.isColumn() ? "(" + field.sql() + " is not null and " + sql + ")" : "coalesce(" + sql + ", false)",
                parameters);
    }
}
