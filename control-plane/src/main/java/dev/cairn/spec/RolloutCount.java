package dev.cairn.spec;

/**
 * Number of completions of a run; sums saturate at the largest long.
 *
 * @param students completions of students
 * @param teacher completions of teachers in all their turns, if all are accepted
 */
public record RolloutCount(long students, long teacher) {
    public static final RolloutCount NONE = new RolloutCount(0, 0);

    static RolloutCount ofStudents(long completions) {
        return new RolloutCount(completions, 0);
    }

    public RolloutCount plus(RolloutCount more) {
        return new RolloutCount(Saturating.plus(students, more.students), Saturating.plus(teacher, more.teacher));
    }

    public long total() {
        return Saturating.plus(students, teacher);
    }
}
