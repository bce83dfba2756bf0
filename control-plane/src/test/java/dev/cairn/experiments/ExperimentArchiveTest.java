package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.lists.ExperimentLists;
import dev.cairn.lists.ListQuery;
import dev.cairn.lists.RunLists;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Experiments that are archived or deleted, without a run that does anything. */
class ExperimentArchiveTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final ExperimentArchive archive = experiments.get(ExperimentArchive.class);
    private final ExperimentDeletion deletion = experiments.get(ExperimentDeletion.class);
    private final ExperimentId experiment = experiments.submit(Map.of()).id();

    private List<ExperimentId> listed(@Nullable String filter) {
        return experiments.get(ExperimentLists.class).page(new ListQuery(filter, null, 10, null)).items().stream()
                .map(Experiment::id)
                .toList();
    }

    private int runs(String filter) {
        return experiments
                .get(RunLists.class)
                .page(new ListQuery(filter, null, 100, null))
                .items()
                .size();
    }

    private void cancel() {
        experiments.control().cancel(experiment);
    }

    @Test
    void anArchivedExperimentIsListedOnlyIfTheFilterMentionsArchived() {
        ExperimentId other = experiments.submit(Map.of()).id();
        cancel();
        assertThat(archive.archive(experiment).orElseThrow().archivedAt()).isNotNull();
        assertThat(listed(null)).containsExactly(other);
        assertThat(listed("state == \"cancelled\"")).isEmpty();
        assertThat(listed("archived")).containsExactly(experiment);
        assertThat(listed("archived == true && state == \"cancelled\"")).containsExactly(experiment);
        assertThat(listed("!archived")).containsExactly(other);
        assertThat(listed("archived || !archived")).containsExactly(other, experiment);
        String its = "experimentId == " + experiment;
        assertThat(runs(its)).isZero();
        assertThat(runs(its + " && archived")).isEqualTo(6);
        assertThat(experiments.get(RunLists.class).matching(its, 10)).isEmpty();
        assertThat(experiments.store().find(experiment)).isPresent();

        assertThat(archive.unarchive(experiment).orElseThrow().archivedAt()).isNull();
        assertThat(listed(null)).containsExactly(other, experiment);
    }

    @Test
    void archivingTwiceChangesTheRevisionOnce() {
        cancel();
        archive.archive(experiment);
        String row = "select version, archived_at from experiment";
        List<String> once = database.query(row);
        archive.archive(experiment);
        assertThat(database.query(row)).isEqualTo(once);
        assertThat(archive.archive(new ExperimentId(4711))).isEmpty();
    }

    @Test
    void anExperimentWithRunsThatHaveNotEndedIsNeitherArchivedNorDeleted() {
        RunId screen = experiments.run(experiments.store().find(experiment).orElseThrow(), "screen");
        assertThatThrownBy(() -> archive.archive(experiment))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("screen (run " + screen + ", queued)")
                .hasMessageContaining("cancel them");
        assertThatThrownBy(() -> deletion.delete(experiment, new ExpectedRevision.Any()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("screen (run " + screen + ") is queued");
        assertThat(listed(null)).containsExactly(experiment);
    }

    @Test
    void anArchivedExperimentGetsNoNewRuns() {
        cancel();
        archive.archive(experiment);
        assertThatThrownBy(() -> experiments.control().retry(experiment))
                .isInstanceOf(RefusedException.class)
                .hasMessage("experiment " + experiment + " is archived; unarchive it first");
        String run =
                "insert into run (experiment_id, ordinal, name, kind, settings, seed, state) values (%s, 99, 'late', 'soar', '{}', 1, 'queued')"
                        .formatted(experiment);
        assertThatThrownBy(() -> database.execute(run)).hasMessageContaining("CA011");
        archive.unarchive(experiment);
        assertThat(experiments.control().retry(experiment).orElseThrow().state())
                .isEqualTo(ExperimentState.QUEUED);
    }

    @Test
    void ofADeletionAndANewRunTheSecondSeesTheFirst() {
        cancel();
        String run =
                "insert into run (experiment_id, ordinal, name, kind, settings, seed, state) values (%s, 99, 'late', 'soar', '{}', 1, 'queued')"
                        .formatted(experiment);
        assertThatThrownBy(() -> Overtaken.by(
                        database.application(), run, () -> deletion.delete(experiment, new ExpectedRevision.Any())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("late (run ");
    }

    @Test
    void aDeletedExperimentIsGoneFromListsAndItsKeyCanBeUsedAgain() {
        ExperimentId keyed =
                experiments.submit(Map.of(), new Submitter("ann", "a key")).id();
        experiments.control().cancel(keyed);
        assertThat(deletion.delete(keyed, new ExpectedRevision.Any())).isTrue();
        assertThat(listed(null)).containsExactly(experiment);
        assertThat(listed("archived || !archived")).containsExactly(experiment);
        assertThat(runs("experimentId == " + keyed)).isZero();
        assertThat(experiments.store().createdWith("a key")).isEmpty();
        assertThat(experiments.submit(Map.of(), new Submitter("ann", "a key")).id())
                .isNotEqualTo(keyed);
        assertThat(experiments.get(ExperimentEdits.class).revision(keyed)).isEmpty();
        assertThat(experiments
                        .get(ExperimentEdits.class)
                        .change(keyed, new ExpectedRevision.Any(), ExperimentEdit.ofTags(Map.of("a", "b"))))
                .isFalse();
        assertThat(experiments.control().cancel(keyed)).isEmpty();
    }
}
