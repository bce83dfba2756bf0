package dev.cairn.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ids.RunId;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.Verdict;
import dev.cairn.results.QuestionRecord.Answered;
import dev.cairn.results.QuestionRecord.Student;
import dev.cairn.settings.GradingRule;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionReaderTest {
    private final TestRuns runs = new TestRuns(TestDatabase.empty());
    private final QuestionReader questions = new QuestionReader(runs.jdbc());
    private final ResultReader history = new ResultReader(runs.jdbc());

    @Test
    void aQuestionIsShownWithItsCompletionAndTheAnswersOfItsStudents() throws Exception {
        RunId run = runs.claimSoar();
        Journal journal = runs.journal(run);
        journal.once(Unit.init(), attempt -> Journal.Output.of(TestUnits.initial("a")));
        journal.once(
                Unit.write(0),
                attempt -> new Journal.Output<>(
                        TestUnits.written("a", 0),
                        List.of(
                                rollout(Rollout.Purpose.WRITE, 0, "", Verdict.NO_ANSWER, Rejection.NO_BOX),
                                rollout(Rollout.Purpose.WRITE, 1, "1.0", Verdict.VERIFIED, null),
                                rollout(Rollout.Purpose.WRITE_ANSWER, 1, "1.0", Verdict.VERIFIED, null))));
        journal.once(
                Unit.trial(0, 1, 0),
                attempt -> new Journal.Output<>(
                        TestUnits.trial("a", 0, 1, 0),
                        List.of(
                                rollout(Rollout.Purpose.TRAIN, 0, "1.0", Verdict.DIFFERENT, null),
                                rollout(Rollout.Purpose.TRAIN, 0, "1.0", Verdict.VERIFIED, null),
                                rollout(Rollout.Purpose.TRAIN, 3, "1.0", Verdict.VERIFIED, null),
                                rollout(Rollout.Purpose.REWARD, 0, "p0", Verdict.VERIFIED, null))));

        List<QuestionRecord> set = questions.ofSet(run.value(), 0, 1);
        assertThat(set).extracting(QuestionRecord::question).containsExactly("question 0.2", "question 0.3");
        QuestionRecord first = set.getFirst();
        assertThat(first.written()).isEqualTo(new QuestionRecord.Written(1, 1, 7, "STOP", "VERIFIED", "text of 1"));
        assertThat(first.sameProblem()).isNull();
        assertThat(first.students())
                .containsExactly(new Student(0, List.of(new Answered(0, 2, 1, 10), new Answered(3, 1, 1, 10))));
        assertThat(set.get(1).written()).isNull();
        assertThat(set.get(1).students()).isEmpty();
        assertThat(questions.ofSet(run.value(), 0, 7)).isEmpty();
    }

    @Test
    void laterStepsAreComparedWithEarlierOnes() throws Exception {
        RunId run = runs.claimSoar();
        Journal journal = runs.journal(run);
        journal.once(Unit.write(0), attempt -> Journal.Output.of(TestUnits.written("a", 0)));
        UnitResult.Written again = TestUnits.written("b", 1);
        List<UnitResult.WrittenQuestion> partlyOld = List.of(
                new UnitResult.WrittenQuestion(0, "question 0.1", "1"),
                new UnitResult.WrittenQuestion(1, "new", "1"),
                new UnitResult.WrittenQuestion(2, "new", "2"));
        journal.once(
                Unit.write(1),
                attempt -> Journal.Output.of(
                        new UnitResult.Written(partlyOld, again.completions(), again.rejected(), 6, null)));
        assertThat(questions.diversity(run.value()))
                .containsExactly(new QuestionDiversity(0, 4, 4, 4), new QuestionDiversity(1, 3, 2, 1));
    }

    @Test
    void whatWasSampledAndTrainedIsAddedUpByOuterStep() throws Exception {
        RunId run = runs.claimSoar();
        Journal journal = runs.journal(run);
        journal.once(Unit.init(), attempt -> Journal.Output.of(TestUnits.initial("a")));
        journal.once(Unit.write(0), attempt -> Journal.Output.of(TestUnits.written("a", 0)));
        journal.once(
                Unit.trial(0, 1, 0),
                attempt -> new Journal.Output<>(
                        TestUnits.trial("a", 0, 1, 0), List.of(TestUnits.rollout(0, "a"), TestUnits.rollout(1, "b"))));
        ThroughputView step = history.throughput(run.value()).getFirst();
        assertThat(history.throughput(run.value())).hasSize(1);
        assertThat(step.outerStep()).isZero();
        assertThat(step.rollouts()).isEqualTo(2);
        assertThat(step.sampledTokens()).isEqualTo(2 * (5 + 7));
        assertThat(step.trainedTokens()).isEqualTo(2 * 120);
        assertThat(step.trainerSeconds()).isEqualTo(0.5);
        assertThat(step.workingSeconds()).isPositive();
    }

    @Test
    void scoresPerProblemArePagedInTheOrderAskedFor() throws Exception {
        RunId run = runs.claimSoar();
        List<UnitResult.ProblemScore> scores = List.of(
                new UnitResult.ProblemScore("p0", 8, 3, 1),
                new UnitResult.ProblemScore("p1", 8, 0, 0),
                new UnitResult.ProblemScore("p2", 8, 3, 0));
        runs.journal(run).once(Unit.screen(0), attempt -> Journal.Output.of(new UnitResult.Screened(scores)));
        assertThat(paged(run, "problemId")).containsExactly("p0", "p1", "p2");
        assertThat(paged(run, "correct")).containsExactly("p1", "p0", "p2");
        assertThat(paged(run, "-correct")).containsExactly("p0", "p2", "p1");
        assertThatThrownBy(() -> ProblemScores.Order.of("worst"))
                .hasMessageContaining("problemId, correct or -correct");
    }

    private List<String> paged(RunId run, String sort) {
        ProblemScores.Order order = ProblemScores.Order.of(sort);
        RecordPage<ProblemScoreView> first =
                history.problemScores(run.value(), ProblemScores.Source.SCREENING, order, 2, null);
        RecordPage<ProblemScoreView> second =
                history.problemScores(run.value(), ProblemScores.Source.SCREENING, order, 2, first.next());
        assertThat(second.next()).isNull();
        return Stream.of(first, second)
                .flatMap(page -> page.items().stream())
                .map(ProblemScoreView::problemId)
                .toList();
    }

    private static Rollout rollout(
            Rollout.Purpose purpose, int step, String problem, Verdict verdict, @Nullable Rejection rejection) {
        return new Rollout(
                purpose,
                step,
                1,
                0,
                problem,
                1L,
                "text of " + step,
                "1",
                GradingRule.STRICT,
                verdict,
                null,
                10,
                null,
                0,
                5,
                7,
                FinishReason.STOP,
                rejection);
    }
}
