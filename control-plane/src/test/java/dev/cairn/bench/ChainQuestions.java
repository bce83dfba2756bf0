package dev.cairn.bench;

import dev.cairn.ports.Problem;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Chains as a teacher writes them, short enough for the base model to solve some, so that every step has something to
 * learn.
 */
final class ChainQuestions {
    private static final int LONGEST = 4;
    private static final String OPERATORS = "+-*";

    private ChainQuestions() {}

    static List<Problem> draw(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> draw("q" + i, random)).toList();
    }

    /** The answer consists of all intermediate results, modulo 10: {@code 65} for {@code 7*8+9}. */
    private static Problem draw(String id, Random random) {
        int length = 1 + random.nextInt(LONGEST);
        int value = random.nextInt(10);
        StringBuilder question = new StringBuilder().append(value);
        StringBuilder answer = new StringBuilder();
        for (int step = 0; step < length; step++) {
            char operator = OPERATORS.charAt(random.nextInt(OPERATORS.length()));
            int digit = random.nextInt(10);
            value = Math.floorMod(
                    switch (operator) {
                        case '+' -> value + digit;
                        case '-' -> value - digit;
                        default -> value * digit;
                    },
                    10);
            question.append(operator).append(digit);
            answer.append(value);
        }
        return new Problem(id, question.toString(), answer.toString());
    }
}
