package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A move finds its run by the key. Under an old snapshot the indexes of runs in some states contain every run that was
 * in them since, so that a scan of one slows each claim and end.
 */
class MovePlanTest {
    private final TestDatabase database = TestDatabase.empty();

    @ParameterizedTest
    @EnumSource(RunState.class)
    void aRunIsFoundByItsKey(RunState to) {
        database.asOwner("""
                with s as (insert into problem_set (name, sha256, source, problems) values ('s', 'x', 'test', 1) returning id),
                    e as (insert into experiment (name, seed, spec, problem_set_id, owner)
                        select 'e' || i, 1, '{}', s.id, 'o' from s cross join generate_series(1, 500) i returning id)
                insert into run (experiment_id, ordinal, name, kind, settings, seed, state, owner)
                select e.id, i, 'r' || i, 'screen', '{"kind":"screen"}', 1, 'queued', 'o'
                from e cross join generate_series(1, 4) i""");
        database.asOwner("analyze run");
        String move = MoveSql.statement(to)
                .replace(":reason", "null")
                .replace(":failure", "null")
                .replace(":run", "7");
        assertThat(database.query("explain " + move)).as(to.wireName()).anyMatch(line -> line.contains("run_pkey"));
    }
}
