package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Students of outer steps 0 to 3 solve the first 2, 5, 5 and 4 of 8 problems greedily. */
class PromotedChoiceTest {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(SmallSettings.REWARD_QUESTIONS);
    private static final SoarSettings SETTINGS = SmallSettings.soar(4, 2);
    private static final List<Integer> SOLVED = List.of(2, 5, 5, 4);

    private static final FakeScript SCRIPT = new FakeScript() {
        @Override
        public int solved(String origin) {
            String[] parts = origin.split("/", -1);
            return parts[0].equals("t") ? SOLVED.get(Integer.parseInt(parts[1])) : 0;
        }
    };

    private final FakeCluster cluster = new FakeCluster(PROBLEMS, SCRIPT);
    private final InMemoryJournal journal = new InMemoryJournal(2);
    private List<PromotedChoice.Candidate> students = List.of();

    @BeforeEach
    void students() throws InterruptedException {
        InMemoryJournal soar = new InMemoryJournal(1);
        new SoarRun(cluster.context(11, soar), SETTINGS, PROBLEMS, 1).run();
        students = IntStream.range(0, SOLVED.size())
                .mapToObj(t -> new PromotedChoice.Candidate(
                        t, soar.result(Unit.trial(t, 0, 0)).student().policy()))
                .toList();
    }

    private PolicyRef choose(InMemoryJournal into, int... steps) throws InterruptedException {
        return new PromotedChoice(
                        cluster.context(7, into),
                        SETTINGS,
                        IntStream.of(steps).mapToObj(students::get).toList(),
                        PROBLEMS)
                .run();
    }

    @Test
    void theOneThatSolvesMostIsChosen() throws Exception {
        assertThat(choose(journal, 0, 1, 3)).isEqualTo(students.get(1).student());
        assertThat(journal.units().stream().map(Unit::text))
                .containsExactly("candidate/0", "candidate/1", "candidate/2", "choose");
        UnitResult.Candidate last = journal.result(Unit.candidate(2));
        assertThat(last.outerStep()).isEqualTo(3);
        assertThat(last.student()).isEqualTo(students.get(3).student());
        assertThat(last.problems()).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7");
        assertThat(last.correct()).containsExactly(true, true, true, true, false, false, false, false);
        assertThat(journal.result(Unit.choose()).outerStep()).isEqualTo(1);
    }

    @Test
    void ofSeveralThatSolveAsManyTheOnePromotedLastIsChosen() throws Exception {
        assertThat(choose(journal, 0, 1, 2, 3)).isEqualTo(students.get(2).student());
        assertThat(journal.result(Unit.choose()).outerStep()).isEqualTo(2);
    }

    @Test
    void aSingleOneIsScoredToo() throws Exception {
        assertThat(choose(journal, 3)).isEqualTo(students.get(3).student());
        assertThat(journal.result(Unit.candidate(0)).correct()).hasSize(8);
    }

    @Test
    void whatCountsIsHowManyAreSolvedNotWhich() {
        assertThat(PromotedChoice.best(List.of(
                                candidate(4, true, false, false), candidate(6, false, true, true), candidate(9, true)))
                        .outerStep())
                .isEqualTo(6);
    }

    private static UnitResult.Candidate candidate(int outerStep, Boolean... correct) {
        return new UnitResult.Candidate(
                outerStep, new PolicyRef(StorageRoot.DURABLE, "p" + outerStep, "s"), List.of(), List.of(correct));
    }

    @Test
    void eachProblemIsAskedOnceGreedilyAsForRewards() throws Exception {
        choose(journal, 0, 3);
        List<Rollout> rollouts = Stream.of(0, 1)
                .flatMap(index -> journal.rollouts(Unit.candidate(index)).stream())
                .toList();
        assertThat(rollouts).hasSize(16);
        assertThat(rollouts).allSatisfy(rollout -> {
            assertThat(rollout.purpose()).isEqualTo(Rollout.Purpose.CANDIDATE);
            assertThat(rollout.sample()).isZero();
        });
        assertThat(rollouts.stream().map(Rollout::seed)).doesNotHaveDuplicates();
        assertThat(cluster.calls().generations().reversed().stream().limit(2).toList())
                .allSatisfy(call -> {
                    assertThat(call.sampling().temperature()).isZero();
                    assertThat(call.sampling().samples()).isEqualTo(1);
                    assertThat(call.sampling().maxTokens())
                            .isEqualTo(SETTINGS.student().maxTokens());
                });
    }

    @Test
    void aChoiceThatIsInterruptedIsResumedWithTheNextStudent() throws Exception {
        choose(journal, 0, 1, 2);
        InMemoryJournal disturbed = new InMemoryJournal(3);
        disturbed.dieAt(Unit.candidate(1), InMemoryJournal.Moment.AFTER_COMMIT);
        assertThatThrownBy(() -> choose(disturbed, 0, 1, 2)).isInstanceOf(Calls.Killed.class);
        int before = cluster.calls().generations().size();
        InMemoryJournal next = disturbed.takenOver();
        choose(next, 0, 1, 2);
        assertThat(next.comparable()).isEqualTo(journal.comparable());
        assertThat(cluster.calls().generations()).as("only the third is asked").hasSize(before + 1);
    }

    @Test
    void withoutStudentsThereIsNothingToChoose() {
        assertThatThrownBy(() -> choose(journal)).hasMessageContaining("0 students and 8 problems");
    }
}
