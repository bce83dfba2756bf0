package dev.cairn.rest.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ids.RunId;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.rest.runs.ScreeningResource.Screening;
import dev.cairn.results.ResultReader;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreeningResourceTest {
    private final TestRuns runs = new TestRuns(TestDatabase.empty());
    private final ScreeningResource screenings = new ScreeningResource(runs.store(), new ResultReader(runs.jdbc()));

    @Test
    void saysHowManyProblemsWereMeasuredSetAsideAndKept() throws Exception {
        runs.submit(Map.of());
        RunId screen = runs.claimNext();
        assertThat(screenings.read(screen.value()))
                .isEqualTo(new Screening(0, 0, 0, 0, List.of(), List.of(), List.of()));

        Journal journal = runs.journal(screen);
        UnitResult.Screened measured = new UnitResult.Screened(List.of(
                new UnitResult.ProblemScore("p0", 8, 3, 2),
                new UnitResult.ProblemScore("p1", 8, 0, 0),
                new UnitResult.ProblemScore("p2", 8, 0, 0)));
        journal.once(Unit.screen(0), attempt -> Journal.Output.of(measured));
        List<Integer> solved = List.of(2, 0, 0, 1, 0, 0, 0, 0, 0);
        assertThat(screenings.read(screen.value())).isEqualTo(new Screening(3, 0, 24, 2, solved, List.of(), List.of()));

        UnitResult.Split split = new UnitResult.Split(List.of("p2"), List.of("p1"), 3, 5);
        journal.once(Unit.split(), attempt -> Journal.Output.of(split));
        assertThat(screenings.read(screen.value()))
                .isEqualTo(new Screening(3, 5, 24, 2, solved, List.of("p2"), List.of("p1")));
    }

    @Test
    void aRunThatDoesNotExistIsNotAnEmptyScreening() {
        assertThatThrownBy(() -> screenings.read(999)).isInstanceOf(NotFoundException.class);
    }
}
