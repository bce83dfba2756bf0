package dev.cairn.soar;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is odd about the accepted questions of a step, and counted only (soar.md sections 2 and 5).
 *
 * @param several accepted completions with more than one question, of which the first is taken
 * @param repeated questions whose text stands earlier in their own set, every run of blanks taken as one
 */
public record QuestionCounts(int several, int repeated) {
    public QuestionCounts {
        if (several < 0 || repeated < 0) {
            throw new IllegalArgumentException("counts are at least 0, not " + several + " and " + repeated);
        }
    }

    /** @param sets what was accepted, one list per set */
    static QuestionCounts of(List<List<TeacherCompletion.Accepted>> sets) {
        int several = 0;
        int repeated = 0;
        for (List<TeacherCompletion.Accepted> set : sets) {
            Set<String> texts = new HashSet<>();
            for (TeacherCompletion.Accepted accepted : set) {
                several += accepted.questions() > 1 ? 1 : 0;
                repeated += texts.add(accepted.question().replaceAll("\\s+", " ")) ? 0 : 1;
            }
        }
        return new QuestionCounts(several, repeated);
    }
}
