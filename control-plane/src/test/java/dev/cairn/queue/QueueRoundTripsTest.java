package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.RunOutcome;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.ids.RunId;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunSpec;
import dev.cairn.testing.CountingSource;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import dev.cairn.testing.TestSpecs;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each statement is a round trip to the database, and most of what a claim costs. */
class QueueRoundTripsTest {
    private static final QueueSettings UNHURRIED = new QueueSettings(Duration.ofMinutes(10), Duration.ofHours(1), 10);

    private final TestDatabase database = TestDatabase.empty();
    private final CountingSource counted = new CountingSource(database.application());
    private final RunQueue queue =
            TestControlPlane.on(counted.source()).queue(UNHURRIED).get(RunQueue.class);

    @Test
    void aClaimAndTheEndOfARunTakeThreeStatementsEach() {
        submitTwoIndependentRuns();
        queue.end(claim(), new RunOutcome.Succeeded());
        counted.take();

        Lease second = claim();
        assertThat(counted.take()).hasSize(3);
        queue.end(second, new RunOutcome.Succeeded());
        assertThat(counted.take()).hasSize(3);
    }

    /** Another control plane has claimed what this one has read as its next candidates. */
    @Test
    void runsThatAreTakenAlreadyCostOneStatementTogether() {
        for (int i = 0; i < 12; i++) {
            submitTwoIndependentRuns();
        }
        claim();
        RunQueue other =
                TestControlPlane.on(database.application()).queue(UNHURRIED).get(RunQueue.class);
        Set<RunId> taken = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            taken.add(other.claim("b", TestQueue.POOLS).orElseThrow().run());
        }
        counted.take();

        assertThat(taken).doesNotContain(claim().run());
        assertThat(counted.take())
                .as("of the next candidate, of all others, and of the claim")
                .hasSizeLessThan(6);
    }

    private Lease claim() {
        return queue.claim("a", TestQueue.POOLS).orElseThrow();
    }

    private void submitTwoIndependentRuns() {
        TestExperiments experiments = new TestExperiments(database);
        List<PlannedRun> runs = List.of(
                new PlannedRun("first", RunKind.SCREEN, 1, new RunSpec.Screen(), 1, List.of()),
                new PlannedRun("second", RunKind.SCREEN, 2, new RunSpec.Screen(), 1, List.of()));
        experiments
                .store()
                .submit(new Submission(
                        TestSpecs.chains(Map.of()), "chains", experiments.problemSet(), runs, Submitter.local(), null));
    }
}
