package dev.cairn.settings;

/**
 * How many questions a sample run asks for.
 *
 * @param questions accepted questions in all
 * @param blockQuestions questions per unit; the last one may have fewer
 */
public record SampleSettings(int questions, int blockQuestions) {
    public SampleSettings {
        if (questions < 1 || blockQuestions < 1) {
            throw new IllegalArgumentException(
                    "a sample run needs questions >= 1 and blockQuestions >= 1: " + questions + ", " + blockQuestions);
        }
    }

    /** Blocks of 128 questions. */
    public static SampleSettings of(int questions) {
        return new SampleSettings(questions, 128);
    }

    public int blocks() {
        return Math.ceilDiv(questions, blockQuestions);
    }

    public int questionsOf(int block) {
        return Math.min(blockQuestions, questions - block * blockQuestions);
    }
}
