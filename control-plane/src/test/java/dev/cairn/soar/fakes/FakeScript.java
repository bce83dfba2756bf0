package dev.cairn.soar.fakes;

import dev.cairn.ports.FinishReason;

/**
 * What happens in the fake cluster; override what a test is about.
 *
 * <p>A {@code draw} is a hash of weights, prompt and sample seed: equal only where a real engine would repeat itself.
 */
public interface FakeScript {
    /** The teacher's text; by default one in five lacks a tag and one in five has an unparsable answer. */
    default String teacherText(long draw) {
        int a = Math.floorMod(draw >> 8, 90) + 10;
        int b = Math.floorMod(draw >> 20, 90) + 10;
        return switch (Math.floorMod(draw, 5)) {
            case 0 -> "<question>What is " + a + " + " + b + "?</question> it is " + (a + b);
            case 1 -> question(a, b, ")(");
            default -> question(a, b, String.valueOf(a + b));
        };
    }

    /** The teacher's text in the first of two turns; by default one in five is empty. */
    default String questionText(long draw) {
        int a = Math.floorMod(draw >> 8, 90) + 10;
        int b = Math.floorMod(draw >> 20, 90) + 10;
        return Math.floorMod(draw, 5) == 0 ? "<think>Hm.</think> \n" : "What is " + a + " + " + b + "?\n";
    }

    /** The teacher's text in the second turn; by default one in five has no box and one in five is unparsable. */
    default String ownAnswer(String truth, long draw) {
        return switch (Math.floorMod(draw, 5)) {
            case 0 -> "It is " + truth + ".";
            case 1 -> "It is \\boxed{)(}.";
            default -> "It is \\boxed{" + truth + "}.";
        };
    }

    /** A complete teacher's answer. */
    static String question(long a, long b, String answer) {
        return "Let me think. <question>What is " + a + " + " + b + "?</question>\n<answer>\\boxed{" + answer
                + "}</answer>";
    }

    /**
     * How many of the real problems a policy solves greedily: problem i is solved if {@code i} is below it.
     *
     * @param origin the name it was written under, such as {@code t/0/trial/1/0/student} or {@code init/student}
     */
    default int solved(String origin) {
        return origin.startsWith("t/") ? Math.floorMod(Mix.of(origin), 5) : 0;
    }

    /** A policy's wrong answer. */
    default String wrongText(String truth, long draw) {
        return "I guess \\boxed{" + Math.floorMod(draw, 7) + "77}.";
    }

    /** Whether a sample at a temperature above 0 is correct. */
    default boolean sampledRight(String prompt, long draw) {
        return Math.floorMod(draw, 2) == 0;
    }

    /** Why a completion ends. */
    default FinishReason finish(String prompt, long draw) {
        return FinishReason.STOP;
    }
}
