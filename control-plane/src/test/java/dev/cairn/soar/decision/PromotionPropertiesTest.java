package dev.cairn.soar.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.UnitResult;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PromotionPropertiesTest {
    @Property
    void theMedianRepeatIsOfTheBestSetAndTheGateIsTheMean(
            @ForAll @Size(3) List<@Size(4) List<@IntRange(min = -8, max = 8) Integer>> counts) {
        List<List<Double>> trials = counts.stream()
                .map(ofSet -> ofSet.stream().map(count -> count / 8.0).toList())
                .toList();
        Promotion promotion = Promotion.decide(
                new Rewards(trials),
                QuestionGains.of(List.of(trial(0), trial(1), trial(2)), List.of(), 3),
                Window.EMPTY,
                new Gate(0.01, 1, 0),
                1);
        List<Double> best = trials.get(promotion.bestSet());
        double median = best.get(promotion.medianRepeat());
        assertThat(best.stream().filter(reward -> reward <= median).count()).isGreaterThanOrEqualTo(2);
        assertThat(best.stream().filter(reward -> reward < median).count()).isLessThan(2);
        double mean = trials.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat(promotion.promoted()).isEqualTo(mean > 0.01 + 1e-9);
    }

    private static UnitResult.Trial trial(int k) {
        Checkpoint student = new Checkpoint(new PolicyRef(StorageRoot.DURABLE, "p", "s"), 0);
        return new UnitResult.Trial(k, 0, student.policy(), student, List.of(), List.of(), 0);
    }
}
