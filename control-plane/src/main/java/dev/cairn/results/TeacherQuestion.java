package dev.cairn.results;

import org.jspecify.annotations.Nullable;

/**
 * A question of a teacher, or of the untrained student, on which students of other methods train.
 *
 * @param position among the questions, from 0; in the rollouts of a train run it is {@code synthetic/<position>}
 * @param answer the teacher's answer, which nobody checked, or the one that most of the student's answers agree with
 * @param unit the unit in which it was written
 * @param outerStep t of a promotion question; absent for a sampled one
 * @param set k of a promotion question; absent for a sampled one
 * @param votes number of the untrained student's answers to its own question; absent for a teacher's question
 * @param agreeing how many of them agree with {@code answer}; absent for a teacher's question
 */
public record TeacherQuestion(
        int position,
        String question,
        String answer,
        String unit,
        @Nullable Integer outerStep,
        @Nullable Integer set,
        @Nullable Integer votes,
        @Nullable Integer agreeing) {}
