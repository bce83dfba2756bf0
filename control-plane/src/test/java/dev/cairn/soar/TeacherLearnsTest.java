package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.Unit;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.InMemoryJournal;
import dev.cairn.soar.fakes.TeachableCluster;
import dev.cairn.testing.TinyExperiment;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If one kind of question makes better students, the teacher learns to write that kind: from a third of its questions
 * to nine in ten within {@value #WITHIN} outer steps, but not if its rewards carry no information.
 */
class TeacherLearnsTest {
    private static final int WITHIN = 20;
    private static final int STEPS = 30;
    private static final double MOSTLY = 0.9;
    private static final double TEACHER_RATE = 10;

    private static final int SETS = 4;
    private static final int QUESTIONS = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTeacherMovesToTheKindThatHelps(long seed) throws Exception {
        List<Double> preference = preference(seed, Map.of(), UnaryOperator.identity());
        assertThat(preference.subList(WITHIN - 1, STEPS))
                .as("%s", preference)
                .allMatch(probability -> probability > MOSTLY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withTheSignTurnedItMovesAwayFromIt(long seed) throws Exception {
        List<Double> preference = preference(
                seed,
                Map.of(),
                advantages -> advantages.stream().map(advantage -> -advantage).toList());
        assertThat(preference.getLast()).as("%s", preference).isLessThan(1 - MOSTLY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withTheSetsRewardsShuffledItDoesNotGetThere(long seed) throws Exception {
        List<Double> preference =
                preference(seed, Map.of("soar.outer.teacherRewards", "SHUFFLED"), UnaryOperator.identity());
        assertThat(preference).as("%s", preference).allMatch(probability -> probability < MOSTLY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void withoutALearningRateItStaysAsItIs(long seed) throws Exception {
        List<Double> preference = preference(seed, Map.of("soar.teacher.learningRate", 0), UnaryOperator.identity());
        assertThat(preference).allSatisfy(probability -> assertThat(probability).isCloseTo(1 / 3.0, within(1e-12)));
    }

    /** The probability of the kind that helps, after each outer step. */
    private static List<Double> preference(long seed, Map<String, ?> overrides, UnaryOperator<List<Double>> lesson)
            throws InterruptedException {
        TeachableCluster cluster = new TeachableCluster(64, lesson);
        InMemoryJournal journal = new InMemoryJournal(1);
        new SoarRun(cluster.context(seed, journal), settings(overrides), cluster.problems(), 1).run();
        return IntStream.range(0, STEPS)
                .mapToObj(t -> journal.result(Unit.teach(t)))
                .map(taught -> cluster.preference(taught.teacher().policy()))
                .toList();
    }

    /** No student is ever promoted, so that every step measures the same thing. */
    private static SoarSettings settings(Map<String, ?> overrides) {
        return TinyExperiment.chains()
                .outer(STEPS, SETS, QUESTIONS, 2)
                .rewardQuestions(32)
                .inner(4, 0, 4)
                .batches(4, 4)
                .with("soar.outer.tau", 1)
                .with("soar.teacher.learningRate", TEACHER_RATE)
                .with("soar.student.learningRate", 1.4)
                .with(overrides)
                .soar();
    }
}
