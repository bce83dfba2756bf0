package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.results.rollouts.KeptCompletion;
import dev.cairn.results.rollouts.RolloutDetail;
import dev.cairn.results.rollouts.RolloutDetails;
import dev.cairn.soar.fakes.FakeCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rows of a teacher that writes in two turns, in the outer loop and outside, follow from both completions. */
class TwoTurnsAuditTest {
    private static ScriptedWorld world;
    private static FinishedMethods finished;
    private static long soar;
    private static long sample;

    @BeforeAll
    static void run() throws InterruptedException {
        world = ScriptedWorld.create();
        finished = FinishedMethods.make(
                world,
                Map.of(
                        "prompts.twoTurns.enabled", true,
                        "methods.soarPq", false,
                        "methods.realSample", false,
                        "methods.realFull", false));
        soar = Long.parseLong(finished.database()
                .query("select id from run where kind = 'soar'")
                .getFirst());
        sample = finished.run("sample-grounded-t").value();
    }

    @Test
    void everyNumberFollowsFromBothCompletions() throws SQLException {
        assertThat(disagreements(soar)).isEmpty();
        assertThat(disagreements(sample)).isEmpty();
    }

    @Test
    void everythingHappened() {
        for (long run : List.of(soar, sample)) {
            assertThat(query("select distinct rejection from rollout where rejection is not null and run_id = " + run))
                    .contains("EMPTY_QUESTION", "NO_BOX", "ABORTED");
            assertThat(query("select distinct verdict from rollout where purpose = 'WRITE_ANSWER' and rejection is null"
                            + " and run_id = " + run))
                    .containsExactlyInAnyOrder("VERIFIED", "UNPARSABLE");
        }
    }

    @Test
    void theTextsOfThePairAreItsQuestionAndItsAnswer() {
        assertThat(query("""
                select count(*) = sum(case when btrim(wt.text, E' \\n') = q.question
                        and position('\\boxed{' || q.answer || '}' in at.text) > 0 then 1 else 0 end), count(*)
                from question q
                join rollout w on w.run_id = q.run_id and w.unit = 't/' || q.t || '/write' and w.purpose = 'WRITE'
                    and w.problem_id = q.k || '.' || q.i
                join rollout a on a.run_id = q.run_id and a.unit = w.unit and a.purpose = 'WRITE_ANSWER'
                    and a.problem_id = w.problem_id and a.ordinal = w.ordinal + 1
                join rollout_text wt on wt.run_id = w.run_id and wt.unit = w.unit and wt.ordinal = w.ordinal
                join rollout_text at on at.run_id = a.run_id and at.unit = a.unit and at.ordinal = a.ordinal""")).as("10 outer steps of 3 sets of 3 questions").containsExactly("t|90");
    }

    @Test
    void theViewGivesBothTurnsTheAdvantageOfTheirSet() {
        assertThat(query("""
                select purpose, count(*), count(advantage), count(answer_parses), count(verdict), count(correct),
                    count(distinct (outer_step, question_set, question_position))
                from history.rollouts r where run_id = %d and purpose like 'WRITE%%' and rejection is null
                    and advantage = (select advantage from set_advantage a
                        where a.run_id = r.run_id and a.t = r.outer_step and a.k = r.question_set)
                group by purpose order by purpose""".formatted(soar))).containsExactly("WRITE|90|90|90|0|0|90", "WRITE_ANSWER|90|90|90|0|0|90");
    }

    @Test
    void eachTurnShowsItsOwnPromptWhetherTheQuestionWasAcceptedOrNot() {
        for (long run : List.of(soar, sample)) {
            for (String which : List.of("rejection is null", "rejection = 'NO_BOX'")) {
                RolloutDetail question = shown(run, "WRITE", which);
                assertThat(question.prompt()).as(which).isEqualTo("<teacher>");
                assertThat(question.question()).as(which).isNull();
                RolloutDetail answer = shown(run, "WRITE_ANSWER", which);
                assertThat(answer.question()).as(which).startsWith("What is ").endsWith("?");
                assertThat(answer.prompt()).as(which).isEqualTo("<student>" + answer.question() + "=");
                assertThat(answer.expectedAnswer()).as(which).isNull();
            }
        }
    }

    @Test
    void theTokensOfEachTurnAreFoundInTheFile() {
        RolloutDetails details = new RolloutDetails(finished.database().jdbc());
        List<String> accepted = query("""
                select w.ordinal, x.text from rollout w join rollout_text x using (run_id, unit, ordinal)
                where w.run_id = %d and w.unit = 't/2/write' and w.rejection is null order by w.ordinal""".formatted(soar));
        assertThat(accepted).hasSize(18);
        for (String one : accepted) {
            int ordinal = Integer.parseInt(one.substring(0, one.indexOf('|')));
            KeptCompletion kept = details.kept(soar, "t/2/write", ordinal).orElseThrow();
            assertThat(world.cluster()
                            .completionFiles()
                            .load(kept.stored())
                            .get(kept.index())
                            .tokens())
                    .isEqualTo(FakeCluster.tokens(one.substring(one.indexOf('|') + 1)));
        }
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(soar, sample)
                .flatMap(run -> Stream.of(
                                change(run, "seed = seed + 1", "purpose = 'WRITE_ANSWER'"),
                                change(run, "sample = sample + 1", "purpose = 'WRITE_ANSWER'"),
                                change(run, "prompt_index = prompt_index + 1", "purpose = 'WRITE_ANSWER'"),
                                change(run, "purpose = 'WRITE'", "purpose = 'WRITE_ANSWER'"),
                                change(run, "purpose = 'WRITE_ANSWER'", "purpose = 'WRITE' and ordinal > 0"),
                                change(run, "answer = '1'", "purpose = 'WRITE_ANSWER' and rejection is null"),
                                change(run, "verdict = 'TIMED_OUT'", "purpose = 'WRITE' and verdict = 'UNPARSABLE'"),
                                change(
                                        run,
                                        "verdict = 'VERIFIED'",
                                        "purpose = 'WRITE_ANSWER' and verdict = 'UNPARSABLE'"),
                                change(run, "rejection = null", "purpose = 'WRITE_ANSWER' and rejection = 'NO_BOX'"),
                                change(
                                        run,
                                        "rejection = 'EMPTY_QUESTION'",
                                        "purpose = 'WRITE' and rejection = 'NO_BOX'"),
                                change(run, "rejection = 'NO_BOX'", "rejection = 'EMPTY_QUESTION'"),
                                change(run, "problem_id = '0.99'", "purpose = 'WRITE_ANSWER' and rejection is null"),
                                change(run, "completion_tokens = 9", "purpose = 'WRITE_ANSWER'"))
                        .map(change -> DynamicTest.dynamicTest(change, () -> assertNoticed(run, change))));
    }

    private static RolloutDetail shown(long run, String purpose, String which) {
        String[] place = query("select unit, ordinal from rollout where run_id = %d and purpose = '%s' and %s limit 1"
                        .formatted(run, purpose, which))
                .getFirst()
                .split("\\|", -1);
        return new RolloutDetails(finished.database().jdbc())
                .of(run, place[0], Integer.parseInt(place[1]))
                .orElseThrow();
    }

    private static List<String> query(String sql) {
        return finished.database().query(sql);
    }

    private static List<String> disagreements(long run) throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            return disagreements(database, run);
        }
    }

    private static List<String> disagreements(Connection database, long run) throws SQLException {
        return run == soar
                ? FinishedRunAudit.disagreements(database, run)
                : SampleAudit.of(database, run).found();
    }

    private static String change(long run, String set, String where) {
        return "update rollout set " + set + " where (tableoid, ctid) = (select tableoid, ctid from rollout"
                + " where run_id = " + run + " and " + where + " order by tableoid, ctid limit 1)";
    }

    private static void assertNoticed(long run, String change) throws SQLException {
        try (Connection database = finished.database().application().getConnection();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            try {
                assertThat(statement.executeUpdate(change)).as(change).isEqualTo(1);
                assertThat(disagreements(database, run)).as(change).isNotEmpty();
            } finally {
                database.rollback();
            }
        }
    }
}
