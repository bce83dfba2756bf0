package dev.cairn.lists;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a WHERE clause, true or false for every row and never null.
 *
 * @param parameters in the order of the question marks in {@code sql}
 */
record Condition(String sql, List<Object> parameters) {
    /** True for every row. */
    public static final Condition ALWAYS = new Condition("true", List.of());

    static final Condition NEVER = new Condition("false", List.of());

    public Condition {
        parameters = List.copyOf(parameters);
    }

    Condition and(Condition other) {
        return joined(this, " and ", other);
    }

    Condition or(Condition other) {
        return joined(this, " or ", other);
    }

    Condition negated() {
        return new Condition("not (" + sql + ")", parameters);
    }

    private static Condition joined(Condition left, String word, Condition right) {
        List<Object> both = new ArrayList<>(left.parameters);
        both.addAll(right.parameters);
        return new Condition("(" + left.sql + word + right.sql + ")", both);
    }
}
