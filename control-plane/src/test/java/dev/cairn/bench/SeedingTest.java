package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is seeded is as if it had been carried out. */
class SeedingTest {
    private static final int EXPERIMENTS = 120;

    private static final TestDatabase DATABASE = TestDatabase.empty();
    private static final List<String> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void seed() throws Exception {
        new Seeding(DATABASE.owner(), PROGRESS::add).fill(new SeedSize(EXPERIMENTS, 2), 1);
    }

    @AfterAll
    static void otherTestsFindNoneOfIt() {
        TestDatabase.empty().asOwner("delete from pool where name = 'seeded'; delete from control_plane");
    }

    @Test
    void runsRolloutsAndEveryTableHaveRows() {
        assertThat(DATABASE.number("select count(*) from run")).isGreaterThanOrEqualTo(6 * EXPERIMENTS);
        assertThat(PROGRESS).last().asString().contains("rollouts", "rows per second");
        for (String table : DATABASE.query("""
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'run_id'
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition""")) {
            assertThat(DATABASE.number("select count(*) from (select from " + table + " limit 1) t"))
                    .as(table)
                    .isPositive();
        }
    }

    @Test
    void countsAgreeWithTheRolloutsThatTheyCount() {
        none("""
                select run_id, unit from run_unit left join (
                    select run_id, unit, count(*) as n, sum(prompt_tokens + completion_tokens) as t,
                        count(other_verdict) as compared from rollout group by run_id, unit) r using (run_id, unit)
                where rollouts <> coalesce(n, 0) or tokens <> coalesce(t, 0) or rules_compared <> coalesce(compared, 0)""");
        none("select run_id, unit from rollout where not exists (select from run_unit u where u.run_id = rollout.run_id"
                + " and u.unit = rollout.unit)");
        none("""
                select t.run_id from trial t where correct <> (select count(*) from rollout r
                    where r.run_id = t.run_id and r.unit = t.unit and purpose = 'REWARD' and verdict = 'VERIFIED')
                    or correct <> (select count(*) from trial_outcome o where o.run_id = t.run_id and o.t = t.t and o.k = t.k
                        and o.j = t.j and o.correct)""");
        none("select run_id from run_usage u where rollouts <> (select sum(rollouts) from run_unit w where"
                + " w.run_id = u.run_id)");
    }

    @Test
    void rewardsAndDecisionsFollowFromTheTrials() {
        none("""
                select t.run_id from trial t join baseline b using (run_id, t)
                where abs(t.reward - (t.correct - b.correct) / b.questions::double precision) > 1e-12""");
        none("select run_id from promotion where promoted is distinct from coalesce(moving_average > tau, false)");
        none("""
                select run_id from promotion p where abs(mean_reward - (select avg(reward) from trial t
                    where t.run_id = p.run_id and t.t = p.t)) > 1e-12""");
        none("""
                select s.run_id from run_summary s join lateral (select * from promotion p where p.run_id = s.run_id
                    order by t desc limit 1) p on true
                where (s.outer_steps_done, s.promotions, s.last_mean_reward) <> (p.t + 1, p.promotions, p.mean_reward)""");
        assertThat(DATABASE.number("select count(*) from promotion where promoted"))
                .isPositive();
    }

    @Test
    void otherRewardsFollowFromTheAnswersAndNobodyIsPromotedByThem() {
        none("""
                select l.run_id from learnability l where correct <> (select count(*) from rollout r where r.run_id = l.run_id
                    and r.unit = l.unit and r.prompt_index = l.i and verdict = 'VERIFIED')""");
        none("""
                select s.run_id from set_reward s join (select run_id, t, k, avg(case correct when 0 then 0
                    else 1 - correct / samples::double precision end) as reward from learnability group by run_id, t, k) l
                    using (run_id, t, k) where abs(s.reward - l.reward) > 1e-12""");
        none("select run_id from promotion where (median_repeat is null) <> (tau is null) or tau is null and promoted");
        none("select run_id from sampled_question where (votes is null) <> (agreeing is null) or agreeing > votes");
        none("""
                select run_id from question_sample s where accepted <> (select count(*) from sampled_question q
                    where q.run_id = s.run_id and q.unit = s.unit)""");
    }

    @Test
    void timesFollowEachOther() {
        none("select id from run where created_at > started_at or started_at > ended_at or started_at > now()");
        none("select w.run_id from run_unit w join run r on r.id = w.run_id where w.started_at < r.started_at"
                + " or w.ended_at > r.ended_at or w.started_at > w.ended_at");
        none("select d.run_id from run_dependency d join run r on r.id = d.run_id join run o on o.id = d.depends_on"
                + " where r.started_at < o.ended_at or r.started_at is not null and o.state <> 'succeeded'");
    }

    @Test
    void aDatabaseWithRowsIsRefused() {
        long before = DATABASE.number("select count(*) from run");
        assertThatThrownBy(() -> new Seeding(DATABASE.owner(), _ -> {}).fill(new SeedSize(1, 2), 1))
                .isInstanceOf(Seeding.NotEmptyException.class)
                .hasMessageContaining(EXPERIMENTS + " experiments");
        assertThat(DATABASE.number("select count(*) from run")).isEqualTo(before);
    }

    private static void none(String query) {
        assertThat(DATABASE.query(query + " limit 5")).as(query).isEmpty();
    }
}
