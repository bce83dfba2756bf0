package dev.cairn.spec;

import dev.cairn.settings.SampleSettings;
import dev.cairn.settings.SerlSettings;
import dev.cairn.settings.Setting;
import dev.cairn.settings.TrainSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Other methods of the paper, for comparison. Each trains a fresh student on questions of a model, or on real problems,
 * and on the hard train half, and is evaluated.
 *
 * @param soarFrom id of an experiment whose finished SOAR run is taken over instead of training a teacher again, together
 *     with its hard set if the problems are the same
 * @param soarPq SOAR-PQ: on the promotion questions; its run fails if no student was promoted
 * @param groundedT Grounded-T: on questions sampled from the trained teacher, after its last update or {@code teacherStep}; Intrinsic-T if its rewards
 *     were {@code LEARNABILITY}, Aligned-T if they were {@code ALIGNMENT}
 * @param baseT Base-T: on questions sampled from the teacher before its first update
 * @param teacherInference evaluates the trained teacher as if it were a student; nothing is trained
 * @param teacherStep outer step after which {@code groundedT} and {@code teacherInference} take the trained teacher; absent
 *     for the last one
 * @param serl SeRL: on questions that the untrained student writes and answers itself
 * @param realProblems name of a stored problem set with other problems, for {@code realSample} and {@code realFull}
 * @param realSample a student on {@code questions} problems of {@code realProblems}, drawn at random
 * @param realFull a student on all problems of {@code realProblems}
 * @param questions number of questions sampled from a model, or of problems drawn from a problem set
 * @param steps optimizer steps of each student
 * @param mixing how the method's questions and the hard problems take turns
 * @param syntheticSteps with {@code CURRICULUM}, the first optimizer steps, on the method's questions alone
 * @param warmupSteps linear warm-up steps of the schedule; SOAR-PQ with {@code CURRICULUM} has none
 */
public record MethodsSpec(
        @Nullable @Min(1) Long soarFrom,
        boolean soarPq,
        boolean groundedT,
        boolean baseT,
        boolean teacherInference,

        @Nullable @Min(1) @Max(100000) @Setting(unit = "outer steps")
        Integer teacherStep,

        @NotNull @Valid SerlSettings serl,
        @Nullable @Size(max = 200) String realProblems,
        boolean realSample,
        boolean realFull,

        @Min(1) @Max(65536) @Setting(unit = "questions") int questions,

        @Min(1) @Max(1000000) @Setting(unit = "optimizer steps")
        int steps,

        @NotNull Mixing mixing,

        @Min(1) @Max(1000000) @Setting(unit = "optimizer steps")
        int syntheticSteps,

        @Min(0) @Max(1000000) @Setting(unit = "optimizer steps")
        int warmupSteps) {
    /** How a method's questions and the hard problems take turns. */
    public enum Mixing {
        /** First the method's questions alone, then the hard problems alone. */
        CURRICULUM,
        /** All of them throughout. */
        MIXED
    }

    /** The algorithm's settings for a student of one of the methods. */
    public TrainSettings settings(RunSpec.Origin origin) {
        boolean immediate = origin == RunSpec.Origin.PROMOTION_QUESTIONS && mixing == Mixing.CURRICULUM;
        return TrainSettings.of(steps, immediate ? 0 : Math.min(warmupSteps, steps));
    }

    /** The first optimizer step, from 0, at which a student sees hard problems. */
    int firstHardStep() {
        return mixing == Mixing.CURRICULUM ? Math.min(syntheticSteps, steps) : 0;
    }

    /** Whether a student trains on more than the hard problems. */
    boolean trains() {
        return soarPq || groundedT || baseT || serl.enabled() || usesRealProblems();
    }

    /** Whether something starts from the teacher after its updates. */
    boolean usesTrainedTeacher() {
        return groundedT || teacherInference;
    }

    /** Whether a student trains on {@code realProblems}. */
    public boolean usesRealProblems() {
        return realSample || realFull;
    }

    public SampleSettings sampling() {
        return SampleSettings.of(questions);
    }

    static MethodsSpec defaults() {
        return new MethodsSpec(
                null,
                false,
                false,
                false,
                false,
                null,
                DefaultPrompts.serl(),
                null,
                false,
                false,
                128,
                1500,
                Mixing.CURRICULUM,
                64,
                20);
    }
}
