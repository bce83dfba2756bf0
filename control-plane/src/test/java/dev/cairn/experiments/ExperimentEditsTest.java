package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.events.RunEvent;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperimentEditsTest {
    private static final ExpectedRevision ANY = new ExpectedRevision.Any();

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final ExperimentEdits edits = experiments.get(ExperimentEdits.class);
    private final Experiment experiment = experiments.submit(Map.of());

    private String stored() {
        return database.query("select tags from experiment").getFirst();
    }

    private Revision revision() {
        return edits.revision(experiment.id()).orElseThrow();
    }

    @Test
    void aChangeSetsSomeTagsTakesOthersAwayAndLeavesTheRest() {
        edits.change(experiment.id(), ANY, ExperimentEdit.ofTags(Map.of("team", "x", "paper", "table 4")));
        Map<String, @Nullable String> change = new HashMap<>(Map.of("team", "y"));
        change.put("paper", null);
        change.put("never.there", null);
        assertThat(edits.change(experiment.id(), ANY, ExperimentEdit.ofTags(change)))
                .isTrue();
        assertThat(stored()).isEqualTo("{\"team\": \"y\"}");
        experiments.events().publish();
        assertThat(experiments
                        .events()
                        .after(experiment.id(), 0, 100)
                        .getLast()
                        .payload()
                        .toString())
                .isEqualTo("{\"tags\":{\"team\":\"y\"}}");
    }

    /** The newest event, as its kind and payload. */
    private String lastEvent() {
        experiments.events().publish();
        RunEvent last = experiments.events().after(experiment.id(), 0, 100).getLast();
        return last.kind().wireName() + " " + last.payload();
    }

    @Test
    void everyEditIsAnEventThatNamesWhatChanged() {
        edits.change(experiment.id(), ANY, new ExperimentEdit(null, true, null, "renamed", null));
        assertThat(lastEvent()).isEqualTo("experiment.edited {\"fields\":[\"name\",\"shared\"]}");
        edits.change(experiment.id(), ANY, new ExperimentEdit(null, true, null, "renamed", "seen"));
        assertThat(lastEvent()).isEqualTo("experiment.edited {\"fields\":[\"notes\"]}");
        RunId run = experiments.run(experiment, "soar");
        edits.requeue(run, ANY, new RunEdit(7, null));
        assertThat(lastEvent())
                .startsWith("run.edited ")
                .contains("\"name\":\"soar\"", "\"priority\":7", "\"pool\":\"");
    }

    @Test
    void ofTwoWhoSawTheSameOnlyTheFirstChangesIt() {
        ExpectedRevision seen = new ExpectedRevision.OneOf(Set.of(revision()));
        edits.change(experiment.id(), seen, ExperimentEdit.ofTags(Map.of("team", "first")));
        assertThatThrownBy(() -> edits.change(experiment.id(), seen, ExperimentEdit.ofTags(Map.of("team", "second"))))
                .isInstanceOf(RevisionMismatchException.class);
        assertThat(stored()).isEqualTo("{\"team\": \"first\"}");
    }

    @Test
    void anyChangeOfARunGivesTheExperimentANewRevision() {
        Revision before = revision();
        RunId run = experiments.run(experiment, "soar");
        Revision ofRun = edits.revision(run).orElseThrow();
        experiments.control().cancel(run);
        assertThat(revision()).isNotEqualTo(before);
        assertThat(edits.revision(run)).isPresent().get().isNotEqualTo(ofRun);
    }

    @Test
    void whatChangesNothingIsNoChange() {
        Revision before = revision();
        edits.change(experiment.id(), ANY, ExperimentEdit.ofTags(Collections.singletonMap("team", null)));
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void tagsThatAreNotAllowedAreAllNamed() {
        assertThatThrownBy(() -> edits.change(
                        experiment.id(),
                        ANY,
                        ExperimentEdit.ofTags(Map.of(
                                "a b", "x", "team", " ", "long", "x".repeat(201), "nul", "\0", "half", "\ud800"))))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::field)
                                .containsExactlyInAnyOrder("tags", "tags.team", "tags.long", "tags.nul", "tags.half"));
        Map<String, @Nullable String> many = new HashMap<>();
        for (int i = 0; i < 33; i++) {
            many.put("t" + i, "x");
        }
        assertThatThrownBy(() -> edits.change(experiment.id(), ANY, ExperimentEdit.ofTags(many)))
                .hasMessageContaining("at most 32");
        assertThat(stored()).isEqualTo("{}");
    }

    @Test
    void nameAndNotesChangeAndTheSpecKeepsTheNameThatItWasSubmittedWith() {
        String submitted = experiment.name();
        assertThat(edits.change(experiment.id(), ANY, described("a better name", "one\n\ttwo")))
                .isTrue();
        Experiment changed = experiments.store().find(experiment.id()).orElseThrow();
        assertThat(changed.name()).isEqualTo("a better name");
        assertThat(changed.notes()).isEqualTo("one\n\ttwo");
        assertThat(database.query("select spec ->> 'name' from experiment")).containsExactly(submitted);
        edits.change(experiment.id(), ANY, described(null, ""));
        assertThat(experiments.store().find(experiment.id()).orElseThrow().notes())
                .isEmpty();
        Revision before = revision();
        edits.change(experiment.id(), ANY, described("a better name", ""));
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void namesAndNotesThatAreNotAllowedAreNamed() {
        for (String name : List.of("", " ", "x".repeat(201), "two\nlines", "\u202eback")) {
            assertThatThrownBy(() -> edits.change(experiment.id(), ANY, described(name, null)))
                    .hasMessageContaining("name: ");
        }
        for (String notes : List.of("x".repeat(20_001), "nul \0", "half \ud800", "\u001b[31m")) {
            assertThatThrownBy(() -> edits.change(experiment.id(), ANY, described("fine", notes)))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.errors())
                                    .extracting(FieldError::field)
                                    .containsExactly("notes"));
        }
        assertThat(edits.change(experiment.id(), ANY, described("x".repeat(200), "x".repeat(20_000))))
                .isTrue();
    }

    private static ExperimentEdit described(@Nullable String name, @Nullable String notes) {
        return new ExperimentEdit(null, null, null, name, notes);
    }

    @Test
    void nobodyCanChangeWhatIsNotThere() {
        assertThat(edits.change(new ExperimentId(999_999), ANY, ExperimentEdit.ofTags(Map.of("team", "x"))))
                .isFalse();
        assertThat(edits.revision(new ExperimentId(999_999))).isEmpty();
    }

    @Test
    void aChangeOfTagsThatWasOvertakenIsRefusedToOneWhoExpectedTheOldOnes() {
        ExpectedRevision seen = new ExpectedRevision.OneOf(Set.of(revision()));
        assertThatThrownBy(() -> overtaken(
                        "update experiment set tags = '{\"team\": \"other\"}', version = version + 1",
                        () -> edits.change(experiment.id(), seen, ExperimentEdit.ofTags(Map.of("team", "mine")))))
                .isInstanceOf(RevisionMismatchException.class);
        assertThat(stored()).isEqualTo("{\"team\": \"other\"}");
    }

    @Test
    void aChangeOfTagsThatWasOvertakenIsLaidOverTheOtherOneWhereAnythingIsExpected() throws Exception {
        overtaken(
                "update experiment set tags = '{\"paper\": \"4\"}', version = version + 1",
                () -> edits.change(experiment.id(), ANY, ExperimentEdit.ofTags(Map.of("team", "mine"))));
        assertThat(stored()).isEqualTo("{\"team\": \"mine\", \"paper\": \"4\"}");
        assertThat(database.number("select version from experiment")).isEqualTo(2);
    }

    @Test
    void aRunThatIsClaimedMeanwhileKeepsItsPlaceInTheQueue() {
        RunId run = experiments.run(experiment, "screen");
        String claim = "update run set state = 'running', version = version + 1 where id = " + run;
        RunEdit first = new RunEdit(7, null);
        ExpectedRevision seen =
                new ExpectedRevision.OneOf(Set.of(edits.revision(run).orElseThrow()));
        assertThatThrownBy(() -> overtaken(claim, () -> edits.requeue(run, ANY, first)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is running");
        assertThatThrownBy(() -> edits.requeue(run, seen, first)).isInstanceOf(RevisionMismatchException.class);
        assertThat(database.query("select priority, state from run where id = " + run))
                .containsExactly("0|running");
    }

    @Test
    void aRunMovesToAnotherPlaceInTheQueueAndToNoOther() {
        RunId run = experiments.run(experiment, "screen");
        assertThat(edits.requeue(run, ANY, new RunEdit(7, null))).isTrue();
        assertThat(database.query("select priority, pool, state, version from run where id = " + run))
                .containsExactly("7|default|queued|1");
        assertThatThrownBy(() -> edits.requeue(run, ANY, new RunEdit(null, "none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no pool 'none'");
        assertThat(edits.requeue(new RunId(999_999), ANY, new RunEdit(7, null))).isFalse();
    }

    @Test
    void aRunStaysInThePoolOfTheEngineThatItsSpecNames() {
        RunId run = experiments.run(experiment, "screen");
        database.execute("insert into pool (name) values ('other')");
        database.execute("insert into registered_service (kind, name, address, pool)"
                + " values ('engine', 'gpu-1', 'http://gpu-1:8000', 'default')");
        database.execute("update experiment set spec = jsonb_set(spec, '{execution,engine}', '\"gpu-1\"')");
        try {
            assertThatThrownBy(() -> edits.requeue(run, ANY, new RunEdit(null, "other")))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("its spec names engine gpu-1 of pool default");
            assertThat(edits.requeue(run, ANY, new RunEdit(8, "default"))).isTrue();
        } finally {
            database.execute("delete from pool where name = 'other'");
        }
    }

    private boolean overtaken(String statement, Callable<Boolean> change) throws Exception {
        return Overtaken.by(database.application(), statement, change);
    }
}
