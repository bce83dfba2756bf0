package dev.cairn.results;

import org.jspecify.annotations.Nullable;

/**
 * A question of a teacher on which students of other methods train.
 *
 * @param position among the questions, from 0; in the rollouts of a train run it is {@code synthetic/<position>}
 * @param answer the teacher's answer; nobody checked it
 * @param unit the unit in which it was written
 * @param outerStep t of a promotion question; absent for a sampled one
 * @param set k of a promotion question; absent for a sampled one
 */
public record TeacherQuestion(
        int position,
        String question,
        String answer,
        String unit,
        @Nullable Integer outerStep,
        @Nullable Integer set) {}
