package dev.cairn.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.Ticker;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.testing.TestConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The real grading rules in a real process. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerdictServiceTest {
    private final GraderProcess grader = new GraderProcess(
            Path.of(System.getenv().getOrDefault("CAIRN_PYTHON", "/none")), TestConfig.WORKERS, Ticker.system());
    private final VerdictService desk = new VerdictService(grader);

    @AfterAll
    void end() {
        grader.close();
    }

    @Test
    void bothRulesJudgeAnswersAndCompletionsAndSayWhatTheyRead() throws Exception {
        List<BothVerdicts> verdicts = desk.judge(List.of(
                VerdictQuery.of("a", "8s", "8", null, null),
                VerdictQuery.of("b", "1/2", null, "so \\boxed{0.5}", null),
                VerdictQuery.of("c", "4", null, "so it is 4", null),
                VerdictQuery.of("d", "3.7", "3.8", null, 0.2)));
        assertThat(verdicts).extracting(BothVerdicts::id).containsExactly("a", "b", "c", "d");
        assertThat(verdicts)
                .extracting(both -> both.strict().verdict())
                .containsExactly("different", "verified", "no_answer", "verified");
        assertThat(verdicts.get(0).strict().reason()).contains("s");
        assertThat(verdicts.get(1).boxed()).isEqualTo("0.5");
        assertThat(verdicts.get(1).strict().reference()).isEqualTo("1/2");
        assertThat(verdicts.get(2).mathVerify().verdict()).isEqualTo("no_answer");
    }

    @Test
    void aGraderThatWasKilledIsStartedAgain() throws Exception {
        List<VerdictQuery> one = List.of(VerdictQuery.of(null, "7", "7.0", null, null));
        assertThat(desk.judge(one)).extracting(both -> both.strict().verdict()).containsExactly("verified");
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("cairn_workers.server"))
                .forEach(child -> {
                    child.destroyForcibly();
                    child.onExit().join();
                });
        assertThat(desk.judge(one)).extracting(both -> both.strict().verdict()).containsExactly("verified");
    }

    @Test
    void plainSentencesAreNotReadAsAnswers() throws Exception {
        assertThat(desk.readable(List.of("12", "I do not know"), GradingRule.STRICT))
                .containsExactly(Verdict.VERIFIED, Verdict.UNPARSABLE);
    }

    @Test
    void whatCanNotBeJudgedIsNamedByItsField() {
        assertThatThrownBy(() -> VerdictQuery.of(null, null, "7", null, null))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().getFirst().field()).isEqualTo("reference"));
        assertThatThrownBy(() -> VerdictQuery.of(null, "7", "7", "\\boxed{7}", null))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().getFirst().field()).isEqualTo("answer"));
        assertThatThrownBy(() -> VerdictQuery.of(null, "7", "7", null, Double.NaN))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().getFirst().field()).isEqualTo("tolerance"));
    }
}
