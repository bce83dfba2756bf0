package dev.cairn.results.metrics;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a curve of a series is drawn over. */
public enum CurveAxis {
    /** The optimizer step within a trial or a train run, or the outer step: the place in the series within its unit. */
    STEP("%s"),
    /** The outer step of the unit; points of units that belong to none are left out. */
    OUTER_STEP("case when %2$s like 't/%%' then split_part(%2$s, '/', 2)::int end");

    private final String expression;

    CurveAxis(String expression) {
        this.expression = expression;
    }

    /** The name as it is written in addresses. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The SQL of the place on the axis, from the columns of the step and of the unit's name. */
    String of(String step, String unit) {
        return expression.formatted(step, unit);
    }
}
