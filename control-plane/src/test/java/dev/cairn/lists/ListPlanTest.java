package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plan by which the database finds the first page among ten thousand runs; ops/bench queue measures the time. */
class ListPlanTest {
    private final ListFixture fixture = new ListFixture();

    @BeforeEach
    void tenThousandQueuedRuns() {
        Experiment one = fixture.submitted("one", Map.of());
        fixture.database.execute("insert into experiment (name, preset, seed, spec, problem_set_id, tags, created_at)"
                + " select 'e' || n, 'chains', n, spec, problem_set_id, jsonb_build_object('sweep', 's' || n, 'team', 't' || n % 3),"
                + " now() + n * interval '1 second'"
                + " from experiment, generate_series(1, 2000) n where id = " + one.id());
        fixture.database.execute(
                "insert into run (experiment_id, ordinal, name, kind, settings, seed, state, created_at)"
                        + " select e.id, o, 'run' || o, 'screen', '{\"kind\": \"screen\"}', o, 'queued', e.created_at"
                        + " from experiment e, generate_series(1, 5) o where e.id > " + one.id());
        fixture.database.asOwner("analyze experiment, experiment_summary, run");
    }

    @Test
    void anIndexLeadsToTheFirstPage() {
        List<SortKey> newest =
                SortKey.parse("-id", RunFields.ALL, RunFields.ALL.find("id").orElseThrow());
        assertThat(plan(newest, Condition.ALWAYS)).contains("run_pkey").doesNotContain("Sort");
        assertThat(plan(newest, FilterCompiler.compile("state == \"cancelled\"", RunFields.ALL)))
                .contains("runs_in_state_by_id");
        List<SortKey> created = SortKey.parse(
                "-createdAt", RunFields.ALL, RunFields.ALL.find("id").orElseThrow());
        assertThat(plan(created, Condition.ALWAYS)).contains("runs_by_creation").doesNotContain("Sort");
    }

    /** What {@code ops/bench lists} measures. */
    @Test
    void aMetricLeadsToTheFirstPageOfRunsSortedByIt() {
        fixture.database.execute("insert into run_owner select id, 'me', 1 from run where name = 'run1'");
        fixture.database.execute(
                "insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)"
                        + " select id, 't/0/promote', 1, 1, 'me', '{}', 0, now() from run where name = 'run1'");
        fixture.database.execute(
                "insert into run_summary select id, 't/0/promote', 1, 0, id % 1000 / 1000.0, null from run where name = 'run1'");
        fixture.database.asOwner("analyze run_summary");
        List<SortKey> best = SortKey.parse(
                "-lastMeanReward", RunFields.ALL, RunFields.ALL.find("id").orElseThrow());
        List<KeysetPart> parts = KeysetPart.of(best, null);
        Condition filter = FilterCompiler.compile("lastMeanReward > 0.02", RunFields.ALL);
        assertThat(plan(parts.getFirst().order(), filter.and(parts.getFirst().where())))
                .contains("runs_by_last_mean_reward")
                .doesNotContain("Sort");
    }

    @Test
    void anIndexLeadsToTheFirstPageOfExperiments() {
        Field id = ExperimentFields.ALL.find("id").orElseThrow();
        for (String sort : List.of("-id", "-createdAt", "name")) {
            List<SortKey> keys = SortKey.parse(sort, ExperimentFields.ALL, id);
            assertThat(fixture.database.query(
                            "explain " + Keyset.select(id, keys, ExperimentFields.FROM, Condition.ALWAYS, keys, 51)))
                    .as(sort)
                    .noneMatch(line -> line.contains("Sort") || line.contains("Seq Scan"));
        }
    }

    @Test
    void aTagThatFewExperimentsHaveIsFoundByItsIndexAndACommonOneInTheOrderOfTheList() {
        List<SortKey> newest =
                SortKey.parse("-id", RunFields.ALL, RunFields.ALL.find("id").orElseThrow());
        assertThat(plan(newest, FilterCompiler.compile("tags.sweep == \"s7\"", RunFields.ALL)))
                .contains("experiments_by_tag")
                .doesNotContain("Seq Scan");
        assertThat(plan(newest, FilterCompiler.compile("tags.sweep in [\"s7\", \"s7\"]", RunFields.ALL)))
                .contains("experiments_by_tag");
        assertThat(plan(newest, FilterCompiler.compile("tags.team == \"t1\"", RunFields.ALL)))
                .contains("run_pkey")
                .doesNotContain("Sort");
    }

    private String plan(List<SortKey> keys, Condition where) {
        String select = Keyset.select(RunFields.ALL.find("id").orElseThrow(), keys, RunFields.FROM, where, keys, 51);
        String literal = where.parameters().isEmpty()
                ? select
                : select.replace("?", "'" + where.parameters().getFirst() + "'");
        return String.join("\n", fixture.database.query("explain " + literal));
    }
}
