package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Racing of question sets: a set gets no further student if that would hardly change which set is the best, or whether this
 * outer step promotes a student.
 *
 * @param repeats students that every set gets first; after that only sets that may still be the best get more, one at a
 *     time, up to {@code soar.outer.repeats}; 0 for no racing
 * @param confidence how sure it must be that a set is not the best: one-sided confidence level of paired bootstrap intervals
 *     over the reward questions, which do not contain the spread between students of one set
 * @param margin a set gets no more students once the upper end of the interval of its reward minus the best set's, plus 1/M,
 *     is at most this; with 0, sets that tie with the best one stay; 1/M or more lets them go, such as 0.02 for 64 reward
 *     questions
 */
public record RacingSettings(
        @Min(0) @Max(1024) @Setting(unit = "students") int repeats,

        @DecimalMin("0.6") @DecimalMax("0.999") double confidence,
        @DecimalMin("0") @DecimalMax("1") double margin) {
    public static RacingSettings defaults() {
        return new RacingSettings(0, 0.9, 0);
    }

    /**
     * Students of every set before the race starts.
     *
     * @param all students of a set that stays in the race
     */
    public int before(int all) {
        return repeats == 0 ? all : Math.min(repeats, all);
    }
}
