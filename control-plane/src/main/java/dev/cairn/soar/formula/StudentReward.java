package dev.cairn.soar.formula;

import dev.cairn.grading.AnswerGrading.Grade;

/** The student's reward. */
public final class StudentReward {
    public static final double VERIFIED = 120;
    public static final double CONTAINS_REFERENCE = 20;
    public static final double BOXED = 10;
    public static final double NO_BOX = 0;

    private StudentReward() {}

    public static double of(Grade graded, String reference) {
        if (graded.correct()) {
            return VERIFIED;
        }
        String answer = graded.answer();
        if (answer == null) {
            return NO_BOX;
        }
        String wanted = reference.strip();
        return !wanted.isEmpty() && answer.contains(wanted) ? CONTAINS_REFERENCE : BOXED;
    }
}
