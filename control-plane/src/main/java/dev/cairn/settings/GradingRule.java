package dev.cairn.settings;

/** The rule that decides whether an answer equals its reference (docs/grading.md). */
public enum GradingRule {
    /** Cairn's rule: kind, symbols, units and bases must agree, and numbers exactly or within a declared tolerance. */
    STRICT,
    /** Math-Verify's rule as published, for results that are compared with papers. */
    MATH_VERIFY;

    public GradingRule other() {
        return switch (this) {
            case STRICT -> MATH_VERIFY;
            case MATH_VERIFY -> STRICT;
        };
    }
}
