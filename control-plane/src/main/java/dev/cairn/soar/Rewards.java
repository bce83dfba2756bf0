package dev.cairn.soar;

import dev.cairn.ports.UnitResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The rewards of one outer step.
 *
 * @param trials R[k,j]: one list per set k, one value per repeat j
 */
record Rewards(List<List<Double>> trials) {
    Rewards {
        trials = trials.stream().map(List::copyOf).toList();
        if (trials.isEmpty() || trials.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("every set needs at least one reward: " + trials);
        }
    }

    /** Arranges the trials by their k and j; their order does not matter. */
    static Rewards of(List<UnitResult.Trial> trials, int sets, int repeats) {
        List<List<Double>> rewards = new ArrayList<>();
        for (int k = 0; k < sets; k++) {
            List<Double> ofSet = new ArrayList<>();
            for (int j = 0; j < repeats; j++) {
                ofSet.add(find(trials, k, j).reward());
            }
            rewards.add(ofSet);
        }
        return new Rewards(rewards);
    }

    static UnitResult.Trial find(List<UnitResult.Trial> trials, int k, int j) {
        return trials.stream()
                .filter(trial -> trial.k() == k && trial.j() == j)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no trial " + k + "/" + j));
    }

    /** R[k], the mean of R[k,j] over the repeats j. */
    List<Double> perSet() {
        return trials.stream().map(Rewards::mean).toList();
    }

    /** R̂, the mean of R[k] over the sets k. */
    double mean() {
        return mean(perSet());
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }
}
