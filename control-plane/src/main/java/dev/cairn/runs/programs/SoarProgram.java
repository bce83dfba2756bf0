package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.OuterSettings;
import dev.cairn.soar.SoarRun;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outer loop. */
final class SoarProgram implements RunProgram<RunSpec.Soar> {
    @Override
    public Class<RunSpec.Soar> plan() {
        return RunSpec.Soar.class;
    }

    @Override
    public void run(RunSpec.Soar plan, RunTask task) throws InterruptedException {
        if (isTakenOver(task)) {
            return;
        }
        new SoarRun(
                        task.context(),
                        task.spec().soar(),
                        task.trainHalf(plan.screen()),
                        task.spec().execution().trialsInParallel())
                .run();
    }

    /** Whether the run inherited all outer steps of an earlier experiment's, whose problems may be other ones. */
    private static boolean isTakenOver(RunTask task) {
        return task.spec().methods().soarFrom() != null
                && task.earlier().outerSteps(RunPlanner.SOAR)
                        == task.spec().soar().outer().steps();
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        OuterSettings.Reward reward = reward(spec);
        if (reward == OuterSettings.Reward.ALIGNMENT) {
            return List.of(
                    "In an outer step the teacher writes sets of questions, and the untrained student",
                    "answers each question several times. A set's reward is how well training on these",
                    "answers would move the student towards right answers to hard problems: the cosine of",
                    "two gradients. The teacher learns from the rewards; no student is trained or promoted.");
        }
        if (reward == OuterSettings.Reward.LEARNABILITY) {
            return List.of(
                    "In an outer step the teacher writes sets of questions, and the untrained student",
                    "answers each question several times. A set's reward is how learnable its questions",
                    "are: neither always solved nor never. The teacher learns from the rewards; no",
                    "student is trained or promoted.");
        }
        return List.of(
                "In an outer step the teacher writes sets of questions,",
                "a few students train on each set, and the set's reward is what they gain on hard",
                "problems. The teacher learns from the rewards to write better questions.",
                "When the average reward of %s steps is %sabove tau (%s), the best student is promoted:"
                        .formatted(setting(spec, "window"), isConfident(spec) ? "surely " : "", setting(spec, "tau")),
                "new students start from it. They have to beat it, so rewards fall after a promotion,",
                "often below 0, until the teacher has adapted.");
    }

    private static OuterSettings.Reward reward(@Nullable JsonNode spec) {
        String stored = spec == null ? "" : spec.at("/soar/outer/reward").asText();
        return stored.isEmpty() ? OuterSettings.Reward.GROUNDED : OuterSettings.Reward.valueOf(stored);
    }

    private static boolean isConfident(@Nullable JsonNode spec) {
        return spec != null && spec.at("/soar/beyond/promotionConfidence").asDouble() > 0;
    }

    private static String setting(@Nullable JsonNode spec, String name) {
        return spec == null ? "?" : spec.at("/soar/outer/" + name).asText();
    }

    @Override
    public Finding found(Run run, Function<RunId, UnitResult.Split> splits) {
        return new Finding.Promotions(Objects.requireNonNullElse(run.promotions(), 0));
    }
}
