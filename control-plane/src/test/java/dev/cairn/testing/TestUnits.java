package dev.cairn.testing;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Units' results as a tiny run would make them: 2 sets of 2 questions, 2 repeats, 3 reward questions. */
public final class TestUnits {
    public static final int SETS = 2;
    public static final int QUESTIONS = 2;
    public static final int REPEATS = 2;

    private TestUnits() {}

    public static Checkpoint checkpoint(String path, int steps) {
        return new Checkpoint(new PolicyRef(StorageRoot.DURABLE, path, "sha of " + path.replaceAll(".*#", "")), steps);
    }

    public static StepReport report() {
        return new StepReport(0.5, 0.01, 1.25, 3.5, true, false, 1e-6, 2e-5, 120, 0.25, Map.of("adapter_norm", 2.5));
    }

    public static UnitResult.Initial initial(String at) {
        return new UnitResult.Initial(checkpoint(at + "#teacher0", 0), checkpoint(at + "#student0", 0));
    }

    public static UnitResult.Written written(String at, int t) {
        List<UnitResult.WrittenQuestion> questions = new ArrayList<>();
        for (int i = 0; i < SETS * QUESTIONS; i++) {
            questions.add(new UnitResult.WrittenQuestion(i, "question " + t + "." + i, "" + i));
        }
        return new UnitResult.Written(
                questions,
                new CompletionFiles.Stored(at + "/" + t + "#completions", "sha of completions"),
                Map.of(Rejection.NO_BOX, 2),
                6,
                new QuestionCounts(1, 2));
    }

    public static UnitResult.Baseline baseline() {
        return new UnitResult.Baseline(
                checkpoint("a#student0", 0).policy(), List.of("p0", "p1", "p2"), List.of(true, false, false));
    }

    public static UnitResult.Trial trial(String at, int t, int k, int j) {
        return new UnitResult.Trial(
                k,
                j,
                checkpoint("a#student0", 0).policy(),
                checkpoint(at + "/" + t + "/" + k + "/" + j + "#trial" + t + k + j, 10),
                List.of(
                        new UnitResult.InnerStep(0, 1e-3, 20, 0.25, report()),
                        new UnitResult.InnerStep(1, 5e-4, 30, 0.5, report())),
                List.of(true, k == 0, false),
                (k == 0 ? 1 : 0) / 3.0);
    }

    public static UnitResult.Decision decision(Checkpoint student, int promotions) {
        return new UnitResult.Decision(
                List.of(1 / 3.0, 0.0),
                1 / 6.0,
                0.125,
                null,
                List.of(0.1, 0.15),
                0,
                1,
                promotions > 0,
                student,
                promotions);
    }

    public static UnitResult.Taught taught(String at, int t) {
        return new UnitResult.Taught(
                checkpoint(at + "/" + t + "#teacher" + (t + 1), t + 1), List.of(0.25, -0.25), 4e-4, report());
    }

    public static Rollout rollout(int sample, String text) {
        return new Rollout(
                Rollout.Purpose.TRAIN,
                0,
                0,
                sample,
                "0.1",
                12345L,
                text,
                text.isEmpty() ? null : text,
                GradingRule.STRICT,
                Verdict.DIFFERENT,
                Verdict.VERIFIED,
                10,
                null,
                -0.5,
                5,
                7,
                FinishReason.STOP,
                null);
    }
}
