package dev.cairn.bridge;

import java.util.List;

/** Answers that keep Math-Verify busy for longer than any limit when they are compared with a number. */
final class HangingAnswer {
    private static final int FIRST = 20;
    private static final List<String> SHAPES = List.of(
            "9^{8^{9^{%d}}}",
            "%d^{9^{9}}",
            "%d^{8^{9}}",
            "\\sqrt{%d^{8^{9^{9}}}}",
            "\\sum_{k=1}^{10^{%d}} k!",
            "\\binom{10^{%d}}{10^{9}}",
            "\\int_0^1 e^{x^{%d}} \\sin(x^2) dx",
            "(".repeat(40) + "%d" + ")".repeat(40));

    private HangingAnswer() {}

    /** A different one for each number from 0 to 1000. */
    static String of(int number) {
        return SHAPES.get(number % SHAPES.size()).formatted(FIRST + number);
    }

    /** An answer that contains the reference, an integer of two digits or more. */
    static String holding(String reference) {
        return reference + "^{9^{9}}";
    }
}
