package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.RunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The state by which lists are filtered is the one that they show. */
class ExperimentStateAgreementTest {
    private final ListFixture fixture = new ListFixture();

    /** One experiment for every three states, and one whose run in the first state was retried into the second. */
    private long everyMixture() {
        Experiment one = fixture.submitted("one", Map.of());
        String states = Arrays.stream(RunState.values())
                .map(state -> "'" + state.wireName() + "'")
                .collect(Collectors.joining(", ", "unnest(array[", "])"));
        fixture.database.execute(
                "insert into experiment (name, seed, spec, problem_set_id) select 'mix ' || a || ' ' || b || ' '"
                        + " || c, 1, spec, problem_set_id from experiment, " + states + " a, " + states + " b, "
                        + states + " c");
        fixture.database.execute(
                "insert into experiment (name, seed, spec, problem_set_id) select 'retry ' || a || ' ' || b,"
                        + " 1, spec, problem_set_id from experiment, " + states + " a, " + states + " b where id = "
                        + one.id());
        for (int word = 2; word <= 4; word++) {
            runs("r" + word, 1, word, "mix");
        }
        runs("same", 1, 2, "retry");
        runs("same", 2, 3, "retry");
        return fixture.database.number("select count(*) from experiment");
    }

    private void runs(String name, int generation, int word, String kind) {
        fixture.database.execute("""
                insert into run (experiment_id, ordinal, name, generation, kind, settings, seed, state, reason, failure, ended_at)
                select id, %d, '%s', %d, 'screen', '{"kind": "screen"}', 1, s, 'because',
                    case when s = 'failed' then 'bug' end,
                    case when s in ('succeeded', 'failed', 'cancelled') then now() end
                from experiment, split_part(name, ' ', %d) s where name like '%s %%'""".formatted(word, name, generation, word, kind));
    }

    @Test
    void everyMixtureOfRunStatesGivesTheSameStateInSqlAndInJava() {
        long made = everyMixture();
        assertThat(made).isEqualTo(1 + 9 * 9 * 9 + 9 * 9);
        long found = 0;
        for (ExperimentState state : ExperimentState.values()) {
            String filter = "state == \"" + state.wireName() + "\"";
            List<Experiment> listed =
                    ListFixture.all(cursor -> fixture.lists.page(new ListQuery(filter, null, 200, cursor)));
            assertThat(listed)
                    .allSatisfy(experiment ->
                            assertThat(experiment.state()).as(experiment.name()).isEqualTo(state));
            found += listed.size();
        }
        assertThat(found).isEqualTo(made);
    }

    @Test
    void everyMixtureGivesTheSameReasonAndEndInSqlAndInJava() {
        everyMixture();
        Map<Optional<String>, List<Long>> byReason = new HashMap<>();
        List<Experiment> all = ListFixture.all(cursor -> fixture.lists.page(new ListQuery(null, null, 200, cursor)));
        all.forEach(experiment -> byReason.computeIfAbsent(
                        Optional.ofNullable(experiment.reason()), any -> new ArrayList<>())
                .add(experiment.id().value()));
        assertThat(byReason).hasSizeGreaterThan(3);
        byReason.forEach((reason, ids) -> assertThat(found(
                        "reason == " + reason.map(text -> "\"" + text + "\"").orElse("null")))
                .as(reason.toString())
                .containsExactlyInAnyOrderElementsOf(ids));
        assertThat(found("endedAt == null"))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(experiment -> experiment.endedAt() == null)
                        .map(experiment -> experiment.id().value())
                        .toList())
                .hasSizeGreaterThan(3);
        assertThat(found("startedAt != null")).isEmpty();
    }

    private List<Long> found(String filter) {
        return ListFixture.all(
                        cursor -> fixture.lists.page(new ListQuery(filter, "-endedAt,reason,startedAt", 200, cursor)))
                .stream()
                .map(experiment -> experiment.id().value())
                .toList();
    }
}
