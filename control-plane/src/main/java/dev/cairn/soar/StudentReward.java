package dev.cairn.soar;

import dev.cairn.grading.AnswerGrading.Grade;

/** The student's reward. */
final class StudentReward {
    static final double VERIFIED = 120;
    static final double CONTAINS_REFERENCE = 20;
    static final double BOXED = 10;
    static final double NO_BOX = 0;

    private StudentReward() {}

    static double of(Grade graded, String reference) {
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
