package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.settings.WindowSettings;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The window rule against examples worked by hand. */
class FlatWindowTest {
    /** Slopes 0, 0, 2, 4, 1, 0.5, 0.5, 0, 0. */
    private static final List<Double> RISING = List.of(1.0, 1.0, 1.0, 3.0, 7.0, 8.0, 8.5, 9.0, 9.0, 9.0);

    @Test
    void theFirstFlatStepComesAfterTheLargestSlope() {
        // 15 % of 4 is 0.6: the slope from step 6 to step 7 is the first below it, not that from 1 to 2.
        FlatWindow window = FlatWindow.of(RISING, 0, everyStep(10), settings(1, 2, 1));
        assertThat(window.flat()).isEqualTo(6);
        assertThat(window.found()).isTrue();
        assertThat(window.steps()).containsExactly(6, 7, 8);
    }

    @Test
    void aSmallerShareIsReachedLater() {
        // 10 % of 4 is 0.4: the slope from step 8 to step 9.
        FlatWindow window = FlatWindow.of(RISING, 0, everyStep(10), new WindowSettings(1, 0.1, 5, 2));
        assertThat(window.flat()).isEqualTo(8);
        assertThat(window.steps()).as("as far as the training went").containsExactly(8, 10);
    }

    @Test
    void rewardsAreAveragedAroundEachStepWithFewerAtTheEnds() {
        assertThat(FlatWindow.smoothed(List.of(3.0, 0.0, 6.0, 0.0), 3))
                .containsExactly(new double[] {1.5, 3, 2, 3}, within(1e-12));
        assertThat(FlatWindow.smoothed(List.of(3.0, 0.0, 6.0), 1)).containsExactly(3, 0, 6);
        assertThat(FlatWindow.smoothed(List.of(3.0, 0.0, 6.0, 1.0), 2)).containsExactly(1.5, 3, 3.5, 1);
    }

    @Test
    void oneRewardOutOfLineDecidesNothing() {
        // The reward rises by 0.01 per step up to step 100 and is noisy throughout: 0.1 up and down by turns, 0.4 once.
        List<Double> rewards = IntStream.range(0, 400)
                .mapToObj(i -> Math.min(i, 100) / 100.0 + (i % 2 == 0 ? 0.1 : -0.1) + (i == 40 ? 0.4 : 0))
                .toList();
        FlatWindow window = FlatWindow.of(rewards, 0, everyStep(400), settings(25, 200, 20));
        // Over 25 steps it gains 0.25 while it rises; less than 15 % of that, 0.0375, remains from about step 97.
        assertThat(window.flat()).isBetween(90, 104);
        assertThat(window.steps()).hasSize(11);
    }

    @Test
    void onlyStudentsThatWereKeptAreEvaluated() {
        List<Double> rewards =
                IntStream.range(0, 60).mapToObj(i -> Math.min(i, 23.0)).toList();
        // Slopes are 1 up to the one from step 23 to step 24: step 24 is flat, and the next one kept is 30.
        FlatWindow window = FlatWindow.of(rewards, 0, kept(10, 20, 30, 40, 50, 60), settings(1, 20, 20));
        assertThat(window.flat()).isEqualTo(24);
        assertThat(window.steps()).containsExactly(30, 50);
        assertThat(FlatWindow.of(rewards, 0, kept(10, 20), settings(1, 20, 10)).steps())
                .as("a run that was stopped before")
                .containsExactly(20);
    }

    @Test
    void theFirstPartOfACurriculumDoesNotCount() {
        List<Double> rewards = List.of(0.0, 90.0, 90.0, 0.0, 1.0, 2.0, 2.0, 2.0);
        assertThat(FlatWindow.of(rewards, 0, everyStep(8), settings(1, 1, 1)).flat())
                .isEqualTo(2);
        assertThat(FlatWindow.of(rewards, 3, everyStep(8), settings(1, 1, 1)).flat())
                .isEqualTo(6);
    }

    @Test
    void aRewardThatNeverRisesIsFlatFromTheBeginning() {
        FlatWindow window = FlatWindow.of(List.of(0.0, 0.0, 0.0, 0.0), 0, everyStep(4), settings(1, 2, 1));
        assertThat(window.flat()).isEqualTo(1);
        assertThat(window.found()).isTrue();
        assertThat(window.steps()).containsExactly(1, 2, 3);
    }

    @Test
    void aRewardThatRisesToTheEndHasNoFlatStepAndItsLastStepsAreTaken() {
        List<Double> rewards = IntStream.range(0, 10).mapToObj(i -> (double) i).toList();
        FlatWindow window = FlatWindow.of(rewards, 0, everyStep(10), settings(1, 4, 2));
        assertThat(window.found()).isFalse();
        assertThat(window.steps()).containsExactly(6, 8, 10);
        FlatWindow longer = FlatWindow.of(rewards, 0, everyStep(10), settings(1, 400, 4));
        assertThat(longer.steps()).containsExactly(1, 5, 9);
    }

    @Test
    void oneStepIsEnough() {
        assertThat(FlatWindow.of(List.of(0.5), 7, everyStep(1), settings(25, 200, 20)))
                .isEqualTo(new FlatWindow(1, true, List.of(1)));
    }

    private static WindowSettings settings(int smoothing, int steps, int every) {
        return new WindowSettings(smoothing, 0.15, steps, every);
    }

    private static NavigableSet<Integer> everyStep(int last) {
        return IntStream.rangeClosed(1, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static NavigableSet<Integer> kept(Integer... steps) {
        return new TreeSet<>(List.of(steps));
    }
}
