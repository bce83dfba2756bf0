package dev.cairn.settings;

/** Which rule decides whether an answer equals its reference (docs/grading.md). */
public enum GradingRule {
    /** Cairn's: kind, symbols, units and bases must agree; numbers exactly or to a declared tolerance. */
    STRICT,
    /** Math-Verify's, as published: for numbers that are compared with papers. */
    MATH_VERIFY;

    public GradingRule other() {
        return switch (this) {
            case STRICT -> MATH_VERIFY;
            case MATH_VERIFY -> STRICT;
        };
    }
}
