package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.reports.ProblemSetUse.ScreeningResult;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProblemSetUsesTest {
    private final TestRuns runs = new TestRuns(TestDatabase.empty());
    private final ProblemSetUses uses = new ProblemSetUses(runs.jdbc());

    @Test
    void showsWhatTheScreeningOfEachExperimentFound() throws Exception {
        Experiment first = runs.submit(Map.of("screen.samples", 8));
        RunId screen = runs.claimNext();
        UnitResult.Screened measured = new UnitResult.Screened(List.of(
                new UnitResult.ProblemScore("p0", 8, 3, 0),
                new UnitResult.ProblemScore("p1", 8, 0, 1),
                new UnitResult.ProblemScore("p2", 8, 0, 0)));
        runs.journal(screen).once(Unit.screen(0), attempt -> Journal.Output.of(measured));
        UnitResult.Split split = new UnitResult.Split(List.of("p2"), List.of("p1"), 2, 0);
        runs.journal(screen).once(Unit.split(), attempt -> Journal.Output.of(split));
        runs.complete(screen);
        Experiment second = runs.submit(Map.of());

        Page<ProblemSetUse> page = uses.page(set(), 1, null);
        assertThat(page.items()).extracting(ProblemSetUse::id).containsExactly(second.id());
        ScreeningResult waiting = screening(page);
        assertThat(waiting.state()).isEqualTo(RunState.QUEUED);
        assertThat(waiting.screened()).isZero();
        Page<ProblemSetUse> last = uses.page(set(), 1, page.next());
        assertThat(last.next()).isNull();
        assertThat(last.items()).extracting(ProblemSetUse::id).containsExactly(first.id());
        ScreeningResult done = screening(last);
        assertThat(done.run()).isEqualTo(screen);
        assertThat(done.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(List.of(done.samples(), done.screened(), done.unsolved(), done.train(), done.test()))
                .containsExactly(8, 3, 2, 1, 1);
    }

    @Test
    void aSetThatNobodyUsesHasNoExperimentsAndOtherCursorsAreRefused() {
        assertThat(uses.page(99, 10, null).items()).isEmpty();
        assertThatThrownBy(() -> uses.page(99, 10, "eHg")).hasMessageContaining("cursor");
    }

    private long set() {
        return runs.jdbc()
                .call(
                        "reading the set",
                        handle -> handle.createQuery("select max(id) from problem_set")
                                .mapTo(Long.class)
                                .one());
    }

    private static ScreeningResult screening(Page<ProblemSetUse> page) {
        return Objects.requireNonNull(page.items().getFirst().screening());
    }
}
