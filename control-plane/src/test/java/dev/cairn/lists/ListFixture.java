package dev.cairn.lists;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Page;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Experiments and runs in the real database for tests of lists. */
final class ListFixture {
    final TestDatabase database = TestDatabase.empty();
    final TestExperiments experiments = new TestExperiments(database);
    final RunLists runs = experiments.get(RunLists.class);
    final ExperimentLists lists = experiments.get(ExperimentLists.class);

    Experiment submitted(String name, Map<String, ?> overrides) {
        Map<String, Object> all = new java.util.HashMap<>(overrides);
        all.put("name", name);
        return experiments.submit(all);
    }

    void tag(Experiment experiment, String key, String value) {
        database.execute("update experiment set tags = tags || jsonb_build_object('%s', '%s') where id = %s"
                .formatted(key, value, experiment.id()));
    }

    /** A state with what the database wants to go with it. */
    void state(RunId run, String state) {
        boolean ended = Set.of("succeeded", "failed", "cancelled").contains(state);
        database.execute("update run set state = '%s', reason = %s, failure = %s, ended_at = %s where id = %s"
                .formatted(
                        state,
                        state.equals("failed") ? "'out of memory'" : "null",
                        state.equals("failed") ? "'infrastructure'" : "null",
                        ended ? "now()" : "null",
                        run));
    }

    /** What the last unit of a soar run left. */
    void summary(RunId run, double meanReward, int promotions) {
        database.execute("insert into run_owner values (" + run + ", 'me', 1)");
        database.execute("insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)"
                + " values (" + run + ", '0/promote', 1, 1, 'me', '{}', 0, now())");
        database.execute("insert into run_summary values (%s, '0/promote', 1, %d, %s, null)"
                .formatted(run, promotions, meanReward));
    }

    /** The names of all runs that a filter finds, as experiment/run. */
    Set<String> found(String filter) {
        Set<String> names = new TreeSet<>();
        all(cursor -> runs.page(new ListQuery(filter, null, 7, cursor)))
                .forEach(run -> names.add(name(run.experimentId()) + "/" + run.name()));
        return names;
    }

    Set<String> foundExperiments(String filter) {
        Set<String> names = new TreeSet<>();
        all(cursor -> lists.page(new ListQuery(filter, null, 2, cursor))).forEach(found -> names.add(found.name()));
        return names;
    }

    /** Every page's items, one page after the other. */
    static <T> List<T> all(Function<@Nullable String, Page<T>> page) {
        List<T> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<T> next = page.apply(cursor);
            all.addAll(next.items());
            cursor = next.next();
        } while (cursor != null);
        return all;
    }

    private String name(ExperimentId experiment) {
        return experiments.store().find(experiment).orElseThrow().name();
    }
}
