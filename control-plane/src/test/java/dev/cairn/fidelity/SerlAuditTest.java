package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.results.rollouts.RolloutDetail;
import dev.cairn.results.rollouts.RolloutDetails;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rows of questions that a student wrote and answered itself follow from its completions; a changed one does not. */
class SerlAuditTest {
    private static final String SAMPLE = "sample-serl";

    private static FinishedMethods finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedMethods.make(
                ScriptedWorld.create(new VariedScript(true)),
                Map.of(
                        "methods.soarPq", false,
                        "methods.groundedT", false,
                        "methods.realSample", false,
                        "methods.realFull", false,
                        "methods.serl.enabled", true,
                        "methods.serl.prompt", "Write one like these:\n{examples}",
                        "methods.serl.examples", 3,
                        "methods.serl.votes", 8,
                        "methods.serl.maxSimilarity", 0.8));
    }

    @Test
    void everyNumberFollowsFromTheCompletions() throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            assertThat(SampleAudit.of(database, finished.run(SAMPLE).value()).found())
                    .isEmpty();
            assertThat(TrainAudit.of(database, finished.run("serl").value()).found())
                    .isEmpty();
        }
        assertThat(query("select distinct rejection from rollout where run_id = %s and rejection is not null"))
                .contains("TOO_SIMILAR", "AGREEMENT_TOO_LOW", "AGREEMENT_TOO_HIGH");
        assertThat(query("select rejected ? 'ABORTED' from question_sample where run_id = %s order by unit"))
                .as("drafts to which the engine gave up on an answer")
                .contains("t");
    }

    @Test
    void theViewShowsHowFarTheAnswersAgree() {
        assertThat(query("""
                select s.position from history.sampled_questions s
                join history.rollouts v on v.run_id = s.run_id and v.unit = s.unit and v.purpose = 'VOTE'
                    and v.question_position = s.position - 128 * v.block
                where s.run_id = %s
                group by s.position, s.votes, s.agreeing, s.answer
                having count(*) = s.votes and count(*) filter (where v.correct) = s.agreeing
                    and s.agreeing between 0.2 * s.votes and 0.8 * s.votes""")).hasSize(130);
    }

    @Test
    void aVoteShowsTheQuestionAndTheMajoritysAnswerWhetherTheQuestionWasAcceptedOrNot() {
        RolloutDetails details = new RolloutDetails(finished.database().jdbc());
        for (String which : List.of("problem_id <> ''", "problem_id = ''")) {
            String[] place = query(
                            "select unit, ordinal from rollout where run_id = %s and purpose = 'VOTE' and unit = 'sample/1'"
                                    + " and " + which + " limit 1")
                    .getFirst()
                    .split("\\|", -1);
            RolloutDetail shown = details.of(finished.run(SAMPLE).value(), place[0], Integer.parseInt(place[1]))
                    .orElseThrow();
            assertThat(shown.question()).as(which).startsWith("What is ").endsWith("?");
            assertThat(shown.prompt()).as(which).contains(shown.question());
            assertThat(shown.expectedAnswer()).as(which).isNotBlank();
        }
    }

    @Test
    void aDraftShowsTheTemplateThatItAnsweredWhetherItWasAcceptedOrNot() {
        RolloutDetails details = new RolloutDetails(finished.database().jdbc());
        for (String which : List.of("rejection is null", "rejection is not null")) {
            String[] place = query("select unit, ordinal from rollout where run_id = %s and purpose = 'WRITE' and "
                            + which + " limit 1")
                    .getFirst()
                    .split("\\|", -1);
            RolloutDetail shown = details.of(finished.run(SAMPLE).value(), place[0], Integer.parseInt(place[1]))
                    .orElseThrow();
            assertThat(shown.prompt()).as(which).isEqualTo("Write one like these:\n{examples}");
            assertThat(shown.tokensKept()).as(which).isFalse();
        }
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(
                        new RowChange("question_sample", "accepted = accepted + 1", "true"),
                        new RowChange("question_sample", "attempts = attempts + 1", "true"),
                        new RowChange("question_sample", "rejected = '{}'", "true"),
                        new RowChange("question_sample", "multiple_questions = multiple_questions + 1", "true"),
                        new RowChange("question_sample", "duplicate_questions = duplicate_questions + 1", "true"),
                        new RowChange("sampled_question", "answer = '1'", "true"),
                        new RowChange("sampled_question", "question = 'other'", "true"),
                        new RowChange("sampled_question", "position = 500", "position = 129"),
                        new RowChange("sampled_question", "votes = votes + 1", "true"),
                        new RowChange("sampled_question", "agreeing = agreeing + 1", "true"),
                        new RowChange("rollout", "problem_id = '0.99'", "purpose = 'VOTE' and problem_id <> ''"),
                        new RowChange("rollout", "problem_id = '0.99'", "purpose = 'WRITE' and problem_id <> ''"),
                        new RowChange("rollout", "seed = seed + 1", "purpose = 'VOTE'"),
                        new RowChange("rollout", "seed = seed + 1", "purpose = 'WRITE'"),
                        new RowChange("rollout", "verdict = 'DIFFERENT'", "purpose = 'VOTE' and verdict = 'VERIFIED'"),
                        new RowChange(
                                "rollout",
                                "verdict = 'VERIFIED'",
                                "purpose = 'VOTE' and verdict = 'DIFFERENT' and problem_id <> ''"),
                        new RowChange("rollout", "reward = 1", "purpose = 'VOTE' and verdict = 'DIFFERENT'"),
                        new RowChange("rollout", "rejection = 'TOO_SIMILAR'", "rejection = 'AGREEMENT_TOO_HIGH'"),
                        new RowChange("rollout", "rejection = 'AGREEMENT_TOO_LOW'", "rejection = 'TOO_SIMILAR'"),
                        new RowChange("rollout_text", "text = 'no question'", "unit = 'sample/0' and ordinal = 0"))
                .map(change -> change.isNoticed(
                        finished.database().application(),
                        finished.run(SAMPLE).value(),
                        (database, run) -> SampleAudit.of(database, run).found()));
    }

    private static List<String> query(String sql) {
        return finished.database().query(sql.formatted(finished.run(SAMPLE)));
    }
}
