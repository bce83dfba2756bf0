package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.events.EventKind;
import dev.cairn.events.RunEvent;
import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentStoreTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);

    @Test
    void aSubmissionIsStoredWithRunsDependenciesAndEvents() {
        Experiment submitted = experiments.submit(Map.of("name", "first", "seed", 3));
        assertThat(submitted.name()).isEqualTo("first");
        assertThat(submitted.state()).isEqualTo(ExperimentState.QUEUED);
        assertThat(submitted.runs())
                .extracting(run -> run.name() + " " + run.state().wireName())
                .containsExactly(
                        "screen queued",
                        "soar waiting",
                        "evaluate-base waiting",
                        "evaluate-promoted waiting",
                        "hard-only waiting",
                        "evaluate-hard-only waiting");
        assertThat(TestJson.MAPPER.convertValue(submitted.spec(), ExperimentSpec.class))
                .isEqualTo(TestSpecs.chains(Map.of("name", "first", "seed", 3)));
        assertThat(database.number("select count(*) from run_dependency")).isEqualTo(5);
        assertThat(database.number("select count(*) from run_event where kind = 'run.state'"))
                .isEqualTo(6);
        ClaimedRun order = experiments.store().claimedRun(experiments.run(submitted, "hard-only"));
        assertThat(order.plan()).isEqualTo(new RunSpec.Train("screen", "soar", null));
        assertThat(order.spec()).isEqualTo(TestSpecs.chains(Map.of("name", "first", "seed", 3)));
        assertThat(order.seed()).isEqualTo(RunPlanner.seed(3, "hard-only"));
    }

    @Test
    void aSubmissionThatFailsLeavesNothing() {
        ExperimentSpec spec = TestSpecs.chains(Map.of());
        List<PlannedRun> broken = new ArrayList<>(RunPlanner.plan(spec));
        broken.add(new PlannedRun("last", RunKind.SCREEN, 1, new RunSpec.Screen(), 1, List.of("nobody")));
        assertThatThrownBy(() -> experiments
                        .store()
                        .submit(new Submission(spec, null, experiments.problemSet(), broken, Submitter.local(), null)))
                .hasStackTraceContaining("depends on nobody");
        assertThat(database.number("select count(*) from experiment")).isZero();
        assertThat(database.number("select count(*) from run")).isZero();
        assertThat(database.number("select count(*) from run_event")).isZero();
    }

    @Test
    void anIdempotencyKeyMakesOneExperiment() {
        ExperimentSpec spec = TestSpecs.chains(Map.of());
        Submission submission = new Submission(
                spec, null, experiments.problemSet(), RunPlanner.plan(spec), new Submitter("me", "key"), null);
        Experiment first = experiments.store().submit(submission);
        assertThat(experiments.store().submit(submission)).isEqualTo(first);
        assertThat(database.number("select count(*) from experiment")).isEqualTo(1);
        assertThatThrownBy(() ->
                        database.execute("insert into experiment (name, seed, spec, problem_set_id, idempotency_key)"
                                + " select name, seed, spec, problem_set_id, idempotency_key from experiment"))
                .hasMessageContaining("unique");
    }

    @Test
    void ofTwoSubmissionsWithOneKeyAtTheSameTimeTheSecondFindsTheExperimentOfTheFirst() throws Exception {
        experiments.submit(Map.of());
        Experiment found = Overtaken.by(
                database.application(),
                "insert into experiment (name, seed, spec, problem_set_id, idempotency_key)"
                        + " select 'first', seed, spec, problem_set_id, 'key' from experiment",
                () -> experiments.submit(Map.of("name", "second"), new Submitter("me", "key")));
        assertThat(found.name()).isEqualTo("first");
        assertThat(database.number("select count(*) from experiment")).isEqualTo(2);
    }

    @Test
    void aPoolThatIsRemovedWhileAnExperimentIsSubmittedIsNamed() {
        database.execute("insert into pool (name) values ('gpus')");
        assertThatThrownBy(() -> Overtaken.by(
                        database.application(),
                        "delete from pool where name = 'gpus'",
                        () -> experiments.submit(Map.of("queue.pool", "gpus"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no pool 'gpus'");
        assertThat(database.number("select count(*) from experiment")).isZero();
    }

    @Test
    void theListIsPagedNewestFirstAndStableWhileOthersSubmit() {
        for (int i = 0; i < 5; i++) {
            experiments.submit(Map.of("name", "e" + i));
        }
        Page<Experiment> first = experiments.store().list(2, null);
        experiments.submit(Map.of("name", "late"));
        Page<Experiment> second = experiments.store().list(2, first.next());
        Page<Experiment> third = experiments.store().list(2, second.next());
        assertThat(names(first)).containsExactly("e4", "e3");
        assertThat(names(second)).containsExactly("e2", "e1");
        assertThat(names(third)).containsExactly("e0");
        assertThat(third.next()).isNull();
        assertThat(first.items().getFirst().runs()).hasSize(6);
        assertThat(first.items().getFirst().spec()).isNull();
        assertThatThrownBy(() -> experiments.store().list(2, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancellingAnExperimentNobodyWorksOnEndsItAtOnce() {
        Experiment submitted = experiments.submit(Map.of());
        Experiment cancelled = experiments.control().cancel(submitted.id()).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(ExperimentState.CANCELLED);
        assertThat(cancelled.reason()).isEqualTo("screen: cancelled by request");
        assertThat(cancelled.endedAt()).isNotNull();
        assertThat(cancelled.runs()).allMatch(run -> run.state() == RunState.CANCELLED);
        assertThat(experiments
                        .store()
                        .run(experiments.run(submitted, "soar"))
                        .orElseThrow()
                        .reason())
                .isEqualTo("depends on run screen, which was cancelled");
        assertThatThrownBy(() -> experiments.control().cancel(submitted.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("(cancelled) has no run");
        assertThat(experiments.store().find(submitted.id())).contains(cancelled);
        assertThat(experiments.control().cancel(new ExperimentId(999_999))).isEmpty();
    }

    @Test
    void theDatabaseItselfRefusesToChangeAFinishedRun() {
        Experiment submitted = experiments.submit(Map.of());
        experiments.control().cancel(submitted.id());
        assertThatThrownBy(() -> database.execute("update run set reason = 'other'"))
                .hasMessageContaining("CA001");
    }

    @Test
    void eventsArePublishedInTheOrderOfTheirCommits() throws Exception {
        Experiment submitted = experiments.submit(Map.of());
        try (Connection open = experiments.database().getConnection();
                Statement late = open.createStatement()) {
            open.setAutoCommit(false);
            late.execute("insert into run_event (experiment_id, kind) values (" + submitted.id() + ", 'unit.done')");
            experiments.submit(Map.of());
            assertThat(experiments.events().publish()).isEqualTo(12);
            long last =
                    experiments.events().after(submitted.id(), 0, 100).getLast().id();
            assertThat(experiments.events().publish()).isZero();
            open.commit();
            assertThat(experiments.events().publish()).isEqualTo(1);
            assertThat(experiments.events().after(submitted.id(), last, 100))
                    .extracting(RunEvent::kind)
                    .containsExactly(EventKind.UNIT_DONE);
        }
    }

    private static List<String> names(Page<Experiment> page) {
        return page.items().stream().map(Experiment::name).toList();
    }
}
