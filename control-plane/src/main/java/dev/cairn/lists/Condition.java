package dev.cairn.lists;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a WHERE clause, true or false for every row and never null.
 *
 * @param parameters in the order of the question marks in {@code sql}
 */
record Condition(String sql, List<Object> parameters) {
    /** Holds for every row. */
    public static final Condition ALWAYS = new Condition("true", List.of());

    static final Condition NEVER = new Condition("false", List.of());

    public Condition {
        parameters = List.copyOf(parameters);
    }

    /**
     * Sets the parameters.
     *
     * @param first the number of this condition's first question mark in the statement, from 1
     * @return the number of the first one after it
     */
    public int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Object parameter : parameters) {
            statement.setObject(next++, parameter);
        }
        return next;
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
