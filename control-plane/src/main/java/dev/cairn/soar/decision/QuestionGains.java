package dev.cairn.soar.decision;

import dev.cairn.ports.UnitResult;
import java.util.ArrayList;
import java.util.List;

/** What the students of an outer step gained on each question of Q_R: -1, 0 or 1 per student and question. */
public final class QuestionGains {
    private final List<double[]> sets;
    private final List<Integer> students;

    private QuestionGains(List<double[]> sets, List<Integer> students) {
        this.sets = sets;
        this.students = students;
    }

    /**
     * Compares students with the baseline on the same questions.
     *
     * @param trials at least one per set, in any order
     * @param baseline the baseline's outcome on each question
     */
    public static QuestionGains of(List<UnitResult.Trial> trials, List<Boolean> baseline, int sets) {
        List<double[]> ofSets = new ArrayList<>();
        List<Integer> students = new ArrayList<>();
        for (int k = 0; k < sets; k++) {
            List<UnitResult.Trial> ofSet = Rewards.ofSet(trials, k);
            ofSets.add(mean(ofSet.stream()
                    .map(trial -> gains(trial.correct(), baseline))
                    .toList()));
            students.add(ofSet.size());
        }
        return new QuestionGains(ofSets, students);
    }

    /** Number of students of a set. */
    public int students(int k) {
        return students.get(k);
    }

    /** For each set, the mean gain of its students on each question; the mean over questions is R[k]. */
    List<double[]> sets() {
        return sets;
    }

    /** The mean over sets for each question; the mean over questions is R̂. */
    double[] overSets() {
        return mean(sets);
    }

    private static double[] gains(List<Boolean> student, List<Boolean> baseline) {
        double[] gains = new double[baseline.size()];
        for (int q = 0; q < gains.length; q++) {
            gains[q] = (student.get(q) ? 1 : 0) - (baseline.get(q) ? 1 : 0);
        }
        return gains;
    }

    private static double[] mean(List<double[]> rows) {
        double[] mean = new double[rows.getFirst().length];
        for (double[] row : rows) {
            for (int q = 0; q < mean.length; q++) {
                mean[q] += row[q] / rows.size();
            }
        }
        return mean;
    }
}
