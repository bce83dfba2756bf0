package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evaluations of a promoted student that choose none: the rows follow from the completions, and nobody is scored. */
class EvaluationWithoutChoiceTest {
    @Test
    void theStudentThatWasPromotedLastNeedsNoScore() throws Exception {
        FinishedEvaluation last = FinishedEvaluation.make(Map.of());
        assertThat(EvaluationAuditTest.disagreements(last)).isEmpty();
        assertThat(last.database().query("select count(*) from promotion where promoted"))
                .doesNotContain("0");
        assertThat(last.database().query("select count(*) from rollout where purpose = 'CANDIDATE'"))
                .containsExactly("0");
        assertThat(last.database().query("select distinct deviation is null from pass_at_k"))
                .containsExactly("t");
    }

    @Test
    void withoutAPromotionTheBaseModelIsEvaluated() throws Exception {
        FinishedEvaluation none =
                FinishedEvaluation.make(Map.of("evaluate.promoted", "BEST_ON_TRAIN", "soar.outer.tau", 1));
        assertThat(EvaluationAuditTest.disagreements(none)).isEmpty();
        assertThat(none.database().query("select unit from run_unit where run_id = " + none.run() + " order by unit"))
                .containsExactly("evaluate/0", "evaluate/1", "total");
        assertThat(none.database().query("select count(*) from candidate")).containsExactly("0");
    }
}
