package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ids.ExperimentId;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One operation on many experiments: what it would do is what it does. */
class ExperimentBulkTest {
    private static final Map<String, @Nullable String> TAG = Map.of("team", "x");

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final ExperimentBulk bulk = experiments.get(ExperimentBulk.class);

    /** One experiment in each state, and an archived one. */
    private Map<String, ExperimentId> all() {
        Map<String, ExperimentId> all = new LinkedHashMap<>();
        added(all, "queued");
        experiments.control().pause(added(all, "paused"));
        ended(added(all, "failed"), "failed");
        experiments.control().cancel(added(all, "cancelled"));
        ended(added(all, "succeeded"), "succeeded");
        ExperimentId archived = added(all, "archived");
        ended(archived, "failed");
        experiments.get(ExperimentArchive.class).archive(archived);
        return all;
    }

    private ExperimentId added(Map<String, ExperimentId> all, String state) {
        ExperimentId id = experiments.submitPair().id();
        all.put(state, id);
        return id;
    }

    private void ended(ExperimentId id, String state) {
        boolean failed = state.equals("failed");
        database.execute(
                "update run set state = '%s', reason = %s, failure = %s, ended_at = now() where experiment_id = %s"
                        .formatted(state, failed ? "'x'" : "null", failed ? "'infrastructure'" : "null", id));
    }

    private static ExperimentBulk.Order order(ExperimentVerb verb) {
        return new ExperimentBulk.Order(verb, verb == ExperimentVerb.TAG ? TAG : Map.of(), owner -> true);
    }

    private static List<String> changed(Map<String, ExperimentId> all, BulkOutcome outcome) {
        return all.entrySet().stream()
                .filter(entry -> outcome.before().containsKey(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theDryRunSaysWhatHappens(ExperimentVerb verb) {
        Map<String, ExperimentId> all = all();
        List<ExperimentId> ids = List.copyOf(all.values());
        BulkOutcome would = bulk.preview(order(verb), ids);
        assertThat(bulk.preview(order(verb), ids)).as("it changes nothing").isEqualTo(would);
        BulkOutcome did = bulk.apply(order(verb), ids);
        assertThat(did).isEqualTo(would);
        assertThat(changed(all, did))
                .containsExactlyElementsOf(
                        switch (verb) {
                            case CANCEL -> List.of("queued", "paused");
                            case PAUSE -> List.of("queued");
                            case RESUME -> List.of("paused");
                            case RETRY -> List.of("failed", "cancelled");
                            case ARCHIVE -> List.of("failed", "cancelled", "succeeded");
                            case UNARCHIVE -> List.of("archived");
                            case TAG -> List.copyOf(all.keySet());
                        });
        int others = ids.size() - did.before().size();
        assertThat(did.unchanged().stream()
                                .mapToInt(BulkOutcome.ExperimentsLeftOut::count)
                                .sum()
                        + did.refused().stream()
                                .mapToInt(BulkOutcome.ExperimentsLeftOut::count)
                                .sum())
                .isEqualTo(others);
        assertThat(bulk.apply(order(verb), ids).before()).as("a second time").isEmpty();
    }

    @Test
    void othersAreNamedWithTheReason() {
        ExperimentId paused = experiments.submitPair().id();
        experiments.control().pause(paused);
        ExperimentId succeeded = experiments.submitPair().id();
        ended(succeeded, "succeeded");
        BulkOutcome would = bulk.preview(order(ExperimentVerb.PAUSE), List.of(paused, succeeded));
        assertThat(would.unchanged())
                .containsExactly(new BulkOutcome.ExperimentsLeftOut("it is paused", 1, List.of(paused)));
        assertThat(would.refused())
                .containsExactly(new BulkOutcome.ExperimentsLeftOut(
                        "it is over (succeeded): no run of it can be paused", 1, List.of(succeeded)));
    }

    @Test
    void onlyOwnersArchive() {
        ExperimentId id = experiments.submitPair().id();
        ended(id, "succeeded");
        ExperimentBulk.Order order = new ExperimentBulk.Order(ExperimentVerb.ARCHIVE, Map.of(), owner -> false);
        assertThat(bulk.apply(order, List.of(id)).refused())
                .extracting(BulkOutcome.ExperimentsLeftOut::reason)
                .allSatisfy(reason -> assertThat(reason).startsWith("only its owner"));
        assertThat(experiments.store().find(id).orElseThrow().archivedAt()).isNull();
    }
}
