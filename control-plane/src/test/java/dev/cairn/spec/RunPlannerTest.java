package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunPlannerTest {
    @Test
    void aFullSpecBecomesSixRunsWithTheirDependencies() {
        List<PlannedRun> runs = RunPlanner.plan(TestSpecs.chains(Map.of()));
        assertThat(runs)
                .extracting(run -> run.name() + ":" + run.kind().wireName() + "<-" + run.dependsOn())
                .containsExactlyInAnyOrder(
                        "screen:screen<-[]",
                        "soar:soar<-[screen]",
                        "hard-only:train<-[soar]",
                        "evaluate-base:evaluate<-[screen]",
                        "evaluate-promoted:evaluate<-[soar]",
                        "evaluate-hard-only:evaluate<-[hard-only]");
        Set<String> before = new HashSet<>();
        for (PlannedRun run : runs) {
            assertThat(before).containsAll(run.dependsOn());
            before.add(run.name());
        }
    }

    @Test
    void whatIsSwitchedOffIsLeftOut() {
        assertThat(names(Map.of("hardOnly.enabled", false)))
                .containsExactly("screen", "soar", "evaluate-base", "evaluate-promoted");
        assertThat(names(Map.of("evaluate.problems", 0))).containsExactly("screen", "soar", "hard-only");
    }

    @Test
    void everyMethodAddsItsRunsAfterThoseThatTheyNeed() {
        List<PlannedRun> runs = RunPlanner.plan(TestSpecs.chains(Map.of(
                "methods.soarPq", true,
                "methods.groundedT", true,
                "methods.baseT", true,
                "methods.teacherInference", true,
                "methods.realProblems", "chains-easy",
                "methods.realSample", true,
                "methods.realFull", true,
                "hardOnly.steps", 12)));
        assertThat(runs)
                .extracting(run -> run.name() + ":" + run.kind().wireName() + "<-" + run.dependsOn())
                .containsExactly(
                        "screen:screen<-[]",
                        "soar:soar<-[screen]",
                        "evaluate-base:evaluate<-[screen]",
                        "evaluate-promoted:evaluate<-[soar]",
                        "hard-only:train<-[screen]",
                        "evaluate-hard-only:evaluate<-[hard-only]",
                        "soar-pq:train<-[soar]",
                        "evaluate-soar-pq:evaluate<-[soar-pq]",
                        "sample-grounded-t:sample<-[soar]",
                        "grounded-t:train<-[sample-grounded-t]",
                        "evaluate-grounded-t:evaluate<-[grounded-t]",
                        "sample-base-t:sample<-[soar]",
                        "base-t:train<-[sample-base-t]",
                        "evaluate-base-t:evaluate<-[base-t]",
                        "real-sample:train<-[screen]",
                        "evaluate-real-sample:evaluate<-[real-sample]",
                        "real-full:train<-[screen]",
                        "evaluate-real-full:evaluate<-[real-full]",
                        "evaluate-teacher:evaluate<-[soar]");
    }

    @Test
    void withLearnabilityNobodyIsPromotedAndTheTeachersStudentIsIntrinsicT() {
        assertThat(names(Map.of(
                        "soar.outer.reward", "LEARNABILITY",
                        "methods.groundedT", true,
                        "methods.teacherInference", true,
                        "hardOnly.enabled", false)))
                .containsExactly(
                        "screen",
                        "soar",
                        "evaluate-base",
                        "sample-intrinsic-t",
                        "intrinsic-t",
                        "evaluate-intrinsic-t",
                        "evaluate-teacher");
    }

    @Test
    void withAlignmentNobodyIsPromotedAndTheTeachersStudentIsAlignedT() {
        assertThat(names(
                        Map.of("soar.outer.reward", "ALIGNMENT", "methods.groundedT", true, "hardOnly.enabled", false)))
                .containsExactly(
                        "screen", "soar", "evaluate-base", "sample-aligned-t", "aligned-t", "evaluate-aligned-t");
    }

    @Test
    void aRaceAndEarlyStopsLowerTheLeastNumberOfCompletionsOnly() {
        Map<String, Object> settings = Map.of(
                "soar.outer.steps", 1, "soar.outer.repeats", 4, "soar.outer.window", 1, "soar.teacher.warmup", 0);
        ExperimentSpec plain = TestSpecs.chains(settings);
        Map<String, Object> more = new HashMap<>(settings);
        more.put("soar.beyond.racing.repeats", 1);
        more.put("soar.beyond.earlyStop.steps", 5);
        ExperimentSpec racing = TestSpecs.chains(more);
        RunSpec.Soar soar = new RunSpec.Soar("screen");
        // 4 sets, 10 steps of 8 x 16 answers, 64 reward questions.
        assertThat(soar.rollouts(plain, 100, Promotions.NONE).students()).isEqualTo(16 * 1280 + 17 * 64);
        assertThat(soar.rollouts(racing, 100, Promotions.NONE).students()).isEqualTo(4 * 640 + 5 * 64);
        assertThat(soar.rollouts(racing, 100, Promotions.AS_MANY_AS_THE_GATE_ALLOWS)
                        .students())
                .isEqualTo(16 * 1280 + 33 * 64);
    }

    @Test
    void aTeacherOfTwoTurnsWritesTwoCompletionsForEachQuestion() {
        ExperimentSpec one = TestSpecs.chains(Map.of("methods.questions", 30));
        ExperimentSpec two = TestSpecs.chains(Map.of("methods.questions", 30, "prompts.twoTurns.enabled", true));
        RunSpec.Soar soar = new RunSpec.Soar("screen");
        // 8 outer steps of 4 sets of 16 questions.
        assertThat(soar.rollouts(one, 100, Promotions.NONE).teacher()).isEqualTo(512);
        assertThat(soar.rollouts(two, 100, Promotions.NONE).teacher()).isEqualTo(1024);
        assertThat(soar.rollouts(two, 100, Promotions.NONE).students())
                .isEqualTo(soar.rollouts(one, 100, Promotions.NONE).students());
        RunSpec.Sample teacher = new RunSpec.Sample(RunSpec.Policy.TRAINED_TEACHER, "soar");
        assertThat(teacher.rollouts(two, 100, Promotions.NONE)).isEqualTo(new RolloutCount(0, 60));
        RunSpec.Sample serl = new RunSpec.Sample(RunSpec.Policy.BASE, "screen");
        assertThat(serl.rollouts(two, 100, Promotions.NONE))
                .as("a student that writes for itself does not answer in a turn of the teacher")
                .isEqualTo(serl.rollouts(one, 100, Promotions.NONE));
    }

    @Test
    void serlNeedsTheScreeningAlone() {
        ExperimentSpec spec = TestSpecs.chains(Map.of("methods.serl.enabled", true, "methods.questions", 64));
        Map<String, PlannedRun> runs =
                RunPlanner.plan(spec).stream().collect(Collectors.toMap(PlannedRun::name, Function.identity()));
        PlannedRun sample = Objects.requireNonNull(runs.get("sample-serl"));
        assertThat(sample.dependsOn()).containsExactly("screen");
        assertThat(sample.plan()).isEqualTo(new RunSpec.Sample(RunSpec.Policy.BASE, "screen"));
        assertThat(sample.plan().rollouts(spec, 100, Promotions.NONE))
                .as("16 votes on each of 64 questions")
                .isEqualTo(new RolloutCount(1024, 64));
        assertThat(Objects.requireNonNull(runs.get("serl")).plan())
                .isEqualTo(new RunSpec.Train(
                        "screen", null, new RunSpec.AddedQuestions(RunSpec.Origin.SAMPLED, "sample-serl")));
        assertThat(Objects.requireNonNull(runs.get("evaluate-serl")).dependsOn())
                .containsExactly("serl");
    }

    @Test
    void seedsFollowFromTheExperimentsSeedAndTheNameOnly() {
        List<PlannedRun> runs = RunPlanner.plan(TestSpecs.chains(Map.of("seed", 5)));
        assertThat(runs).extracting(PlannedRun::seed).doesNotHaveDuplicates().allMatch(seed -> seed >= 0);
        assertThat(RunPlanner.plan(TestSpecs.chains(Map.of("seed", 5, "hardOnly.enabled", false))))
                .allSatisfy(run -> assertThat(runs).contains(run));
        assertThat(RunPlanner.plan(TestSpecs.chains(Map.of("seed", 6)))
                        .getFirst()
                        .seed())
                .isNotEqualTo(runs.getFirst().seed());
        List<PlannedRun> screened = RunPlanner.plan(TestSpecs.chains(Map.of("seed", 5, "screen.seed", 6)));
        assertThat(screened.getFirst().seed())
                .as("only the screening has a seed of its own")
                .isEqualTo(RunPlanner.plan(TestSpecs.chains(Map.of("seed", 6)))
                        .getFirst()
                        .seed());
        assertThat(screened.subList(1, screened.size())).isEqualTo(runs.subList(1, runs.size()));
    }

    @Test
    void plansSurviveTheirJson() throws Exception {
        for (PlannedRun run : RunPlanner.plan(TestSpecs.chains(
                Map.of("methods.soarPq", true, "methods.groundedT", true, "methods.teacherInference", true)))) {
            String json = TestJson.MAPPER.writeValueAsString(run.plan());
            assertThat(TestJson.MAPPER.readValue(json, RunSpec.class)).isEqualTo(run.plan());
        }
    }

    private static List<String> names(Map<String, ?> overrides) {
        return RunPlanner.plan(TestSpecs.chains(overrides)).stream()
                .map(PlannedRun::name)
                .toList();
    }
}
