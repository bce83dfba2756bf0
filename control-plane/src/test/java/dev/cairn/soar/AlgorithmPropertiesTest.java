package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.grading.BoxedAnswer;
import dev.cairn.soar.formula.Advantages;
import dev.cairn.soar.formula.PassAtK;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class AlgorithmPropertiesTest {
    @Property
    void advantagesSumToZero(
            @ForAll @Size(min = 2, max = 64) List<@DoubleRange(min = -200, max = 200) Double> rewards) {
        double[] advantages = Advantages.leaveOneOut(
                rewards.stream().mapToDouble(Double::doubleValue).toArray());
        assertThat(Arrays.stream(advantages).sum()).isCloseTo(0, within(2e-8));
    }

    @Property(tries = 200)
    void passAtKCountsSubsets(
            @ForAll @IntRange(min = 1, max = 12) int samples,
            @ForAll @IntRange(min = 0, max = 12) int right,
            @ForAll @IntRange(min = 1, max = 12) int draws) {
        int correct = Math.min(right, samples);
        int k = Math.min(draws, samples);
        int subsets = 0;
        int hits = 0;
        for (int chosen = 0; chosen < 1 << samples; chosen++) {
            if (Integer.bitCount(chosen) == k) {
                subsets++;
                hits += (chosen & ((1 << correct) - 1)) != 0 ? 1 : 0;
            }
        }
        assertThat(PassAtK.estimate(samples, correct, k)).isCloseTo(hits / (double) subsets, within(1e-12));
    }

    @Property
    void aBoxIsFoundWhateverStandsBeforeIt(@ForAll @StringLength(max = 40) String before) {
        assertThat(BoxedAnswer.of(before.replace('\\', '/') + "\\boxed{42}")).isEqualTo("42");
    }

    @Property
    void everyPassTakesEveryQuestionOnce(
            @ForAll @IntRange(min = 1, max = 9) int size,
            @ForAll @IntRange(min = 1, max = 13) int batch,
            @ForAll long seed) {
        EpochSampler order = new EpochSampler(new Seeds(seed).trial(0, 1, 2), size, batch);
        Map<Integer, Integer> times = new HashMap<>();
        for (int step = 0; step < size; step++) { // size * batch places are exactly `batch` passes
            List<Integer> places = order.batch(step);
            assertThat(places).hasSize(batch);
            places.forEach(place -> times.merge(place, 1, Integer::sum));
        }
        assertThat(times).hasSize(size);
        assertThat(times.values()).containsOnly(batch);
    }
}
