package dev.cairn.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.history.ReportedFigures;
import dev.cairn.ids.ExperimentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each question of the cookbook, asked by the owner of finished experiments, gives the figures that REST shows. */
@Timeout(300)
final class FinishedExperimentHistoryTest extends OneControlPlane {
    FinishedExperimentHistoryTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void theCookbookGivesTheFiguresOfRest() {
        ExperimentId first = undisturbed();
        ExperimentId second = fixture.submit(Map.of("seed", 77, "screen.from", first.value()));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(second);
        assertThat(run(first, "soar").promotions()).isPositive();
        new ReportedFigures(database, List.of(first, second)).requireAnswers();
        // The screening that the second one took over is shown under both.
        new ReportedFigures(database, List.of(second, first)).requireAnswers();
    }
}
