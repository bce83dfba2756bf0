package dev.cairn.spec;

import static dev.cairn.spec.Saturating.plus;
import static dev.cairn.spec.Saturating.times;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.SoarSettings;
import org.jspecify.annotations.Nullable;

/**
 * What one run of an experiment does, beyond the experiment's spec; stored as the run's settings. It also derives from
 * the spec how much work the run is.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunSpec.Screen.class, name = "screen"),
    @JsonSubTypes.Type(value = RunSpec.Soar.class, name = "soar"),
    @JsonSubTypes.Type(value = RunSpec.Sample.class, name = "sample"),
    @JsonSubTypes.Type(value = RunSpec.Train.class, name = "train"),
    @JsonSubTypes.Type(value = RunSpec.Evaluate.class, name = "evaluate")
})
public sealed interface RunSpec {
    RunKind kind();

    /** Number of students that it trains or samples in parallel. */
    default int trainingSlots(ExperimentSpec spec) {
        return 1;
    }

    /**
     * Number of completions that it samples if every teacher completion is accepted.
     *
     * @param problems number of problems in the set, within {@code problems.limit}
     */
    RolloutCount rollouts(ExperimentSpec spec, long problems, Promotions promotions);

    /** Samples every problem and splits the hard ones into halves. */
    record Screen() implements RunSpec {
        @Override
        public RunKind kind() {
            return RunKind.SCREEN;
        }

        /** Zero if the hard set of an earlier screening is used. */
        @Override
        public RolloutCount rollouts(ExperimentSpec spec, long problems, Promotions promotions) {
            return spec.screen().reusesHardSet()
                    ? RolloutCount.NONE
                    : RolloutCount.ofStudents(times(problems, spec.screen().samples()));
        }
    }

    /** The outer loop on the train half of {@code screen}'s hard set, or that of an earlier experiment. */
    record Soar(String screen) implements RunSpec {
        @Override
        public RunKind kind() {
            return RunKind.SOAR;
        }

        @Override
        public int trainingSlots(ExperimentSpec spec) {
            return spec.soar().outer().reward() == OuterSettings.Reward.ALIGNMENT
                    ? 1
                    : spec.execution().trialsInParallel();
        }

        @Override
        public RolloutCount rollouts(ExperimentSpec spec, long problems, Promotions promotions) {
            if (spec.methods().soarFrom() != null) {
                return RolloutCount.NONE;
            }
            SoarSettings soar = spec.soar();
            OuterSettings outer = soar.outer();
            long questions = times(outer.steps(), outer.sets(), outer.questions());
            long written = times(questions, spec.prompts().twoTurns().turns());
            if (!outer.trainsStudents()) {
                return new RolloutCount(times(questions, outer.learnabilitySamples()), written);
            }
            BeyondSettings beyond = soar.beyond();
            boolean least = promotions == Promotions.NONE;
            long trials = times(outer.sets(), least ? beyond.racing().before(outer.repeats()) : outer.repeats());
            long students = 0;
            for (int t = 0; t < outer.steps(); t++) {
                int whole = soar.inner().stepsAfter(promotions.before(soar, t));
                boolean mayStop = beyond.earlyStop().appliesTo(whole);
                int steps = least && mayStop ? beyond.earlyStop().steps() : whole;
                long train = times(
                        steps, soar.inner().questionsPerStep(), soar.inner().groupSize());
                long scores = mayStop && !least ? times(2, trials) : trials;
                students = plus(students, times(trials, train), times(scores + 1, outer.rewardQuestions()));
            }
            return new RolloutCount(students, written);
        }
    }

    /**
     * Questions of a model, for the students of train runs.
     *
     * @param policy one of the teachers, which answer their questions themselves; or {@code BASE}, the untrained student,
     *     whose questions are answered by majority (SeRL)
     * @param of the run that made it: a soar run, or for {@code BASE} the screen run, whose train half gives the examples
     */
    record Sample(Policy policy, String of) implements RunSpec {
        @Override
        public RunKind kind() {
            return RunKind.SAMPLE;
        }

        @Override
        public RolloutCount rollouts(ExperimentSpec spec, long problems, Promotions promotions) {
            int questions = spec.methods().questions();
            long votes = times(questions, spec.methods().serl().votes());
            long written = times(questions, spec.prompts().twoTurns().turns());
            return policy == Policy.BASE ? new RolloutCount(votes, questions) : new RolloutCount(0, written);
        }
    }

    /**
     * A fresh student on the hard train half, alone (Hard-Only) or with other questions.
     *
     * @param screen the run whose split gives the half
     * @param stepsOf the run whose last promoted student determines how many optimizer steps to take; absent if the spec
     *     gives the number
     * @param added the questions in addition to the hard problems; absent for Hard-Only
     */
    record Train(
            String screen,
            @Nullable String stepsOf,
            @Nullable AddedQuestions added) implements RunSpec {
        @Override
        public RunKind kind() {
            return RunKind.TRAIN;
        }

        @Override
        public RolloutCount rollouts(ExperimentSpec spec, long problems, Promotions promotions) {
            InnerSettings inner = inner(spec);
            return RolloutCount.ofStudents(times(
                    promotions.trainingSteps(spec, added == null ? RunPlanner.HARD_ONLY : ""),
                    inner.questionsPerStep(),
                    inner.groupSize()));
        }

        /** The settings of its optimizer steps. */
        public InnerSettings inner(ExperimentSpec spec) {
            InnerSettings inner = spec.soar().inner();
            return added == null ? spec.hardOnly().inner(inner) : inner;
        }
    }

    /**
     * pass@k on the hard test half.
     *
     * @param screen the run whose split gives the half
     * @param policy the policy to evaluate
     * @param of the run that made the policy; for {@code BASE} the screen run
     */
    record Evaluate(String screen, Policy policy, String of) implements RunSpec {
        @Override
        public RunKind kind() {
            return RunKind.EVALUATE;
        }

        @Override
        public RolloutCount rollouts(ExperimentSpec spec, long problems, Promotions promotions) {
            long half = Math.ceilDiv(problems, 2L);
            long heldOut = Math.min(spec.evaluate().problems(), half);
            long evaluated = times(
                    heldOut, spec.evaluate().samples(), spec.evaluate().inferenceSeeds(), versions(spec, promotions));
            long candidates = ofBestPromoted(spec)
                    ? promotions.before(spec.soar(), spec.soar().outer().steps())
                    : 0;
            return RolloutCount.ofStudents(plus(evaluated, times(candidates, problems - half)));
        }

        /** Whether one or several versions of a student from its training are evaluated. */
        public boolean ofTraining(ExperimentSpec spec) {
            return policy == Policy.TRAINED && spec.evaluate().checkpoints() != EvaluateSettings.Checkpoints.LAST;
        }

        /** Whether the promoted student is chosen, which asks each of them every problem of the train half. */
        public boolean ofBestPromoted(ExperimentSpec spec) {
            return policy == Policy.PROMOTED && spec.evaluate().promoted() == EvaluateSettings.Promoted.BEST_ON_TRAIN;
        }

        /** Number of versions of the policy that are evaluated, at most. */
        private long versions(ExperimentSpec spec, Promotions promotions) {
            long kept = Math.ceilDiv(
                    promotions.trainingSteps(spec, of), spec.evaluate().window().every());
            return ofTraining(spec) ? Math.max(1, Math.min(spec.evaluate().versions(), kept)) : 1;
        }
    }

    /**
     * Questions on which a student trains in addition to the hard problems.
     *
     * @param of the run that has them, a soar run or a sample run; for real problems the screen run, with whose hard set
     *     they have no problem in common
     */
    record AddedQuestions(Origin origin, String of) {}

    /** Where such questions come from. */
    enum Origin {
        /** PQ: the question sets of the promoted students of a soar run, in the order of the promotions. */
        PROMOTION_QUESTIONS,
        /** The questions of a sample run. */
        SAMPLED,
        /** Some of the problems that {@code methods.realProblems} names. */
        REAL_SAMPLE,
        /** All of them. */
        REAL_FULL
    }

    /** The policy that an evaluation measures, or that a sample run asks. */
    enum Policy {
        /** The base model: a new adapter with B = 0. */
        BASE,
        /** A promoted student of a soar run by {@code evaluate.promoted}, or student v0 if none was promoted. */
        PROMOTED,
        /** The final student of a train run, or those that evaluate.checkpoints chooses. */
        TRAINED,
        /** The teacher of a soar run before its first update. */
        UNTRAINED_TEACHER,
        /** The teacher of a soar run after its last update, or after outer step {@code methods.teacherStep}. */
        TRAINED_TEACHER
    }
}
