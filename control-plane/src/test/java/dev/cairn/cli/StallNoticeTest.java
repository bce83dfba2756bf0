package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.queue.QueueView;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StallNoticeTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final StallNotice stillness = new StallNotice(experiments.get(QueueView.class), now::get);

    @Test
    void itSaysOnceWhyNothingRunsAndHowToGoOn() {
        ExperimentId id = experiments.submit(Map.of()).id();
        RunId screen = experiments.run(read(id), "screen");
        experiments.control().pause(screen);
        assertThat(stillness.news(read(id))).as("at first sight").isEmpty();
        now.set(now.get().plusSeconds(4));
        assertThat(stillness.news(read(id)))
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith("screen").contains("is not running", "paused", "resume it"));
        assertThat(stillness.news(read(id))).as("said already").isEmpty();
        experiments.control().resume(screen);
        assertThat(stillness.news(read(id)))
                .hasValueSatisfying(text -> assertThat(text).contains("no live control plane"));
        experiments.control().cancel(id);
        assertThat(stillness.news(read(id))).as("it has ended").isEmpty();
    }

    private Experiment read(ExperimentId id) {
        return experiments.store().find(id).orElseThrow();
    }
}
