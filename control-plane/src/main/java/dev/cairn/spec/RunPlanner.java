package dev.cairn.spec;

import dev.cairn.base.Sha256;
import dev.cairn.spec.RunSpec.AddedQuestions;
import dev.cairn.spec.RunSpec.Origin;
import dev.cairn.spec.RunSpec.Policy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Plans the runs of a spec. */
public final class RunPlanner {
    public static final String SCREEN = "screen";
    public static final String SOAR = "soar";
    public static final String HARD_ONLY = "hard-only";
    public static final String SOAR_PQ = "soar-pq";
    public static final String GROUNDED_T = "grounded-t";
    public static final String INTRINSIC_T = "intrinsic-t";
    public static final String ALIGNED_T = "aligned-t";
    public static final String BASE_T = "base-t";
    public static final String SERL = "serl";
    public static final String REAL_SAMPLE = "real-sample";
    public static final String REAL_FULL = "real-full";

    /** The name that the summary gives to the student that was promoted last. */
    public static final String PROMOTED = "promoted";

    private static final String EVALUATE = "evaluate-";
    private static final String SAMPLE = "sample-";

    private final ExperimentSpec spec;
    private final List<PlannedRun> runs = new ArrayList<>();

    private RunPlanner(ExperimentSpec spec) {
        this.spec = spec;
    }

    /** The runs, each after those that it depends on. */
    public static List<PlannedRun> plan(ExperimentSpec spec) {
        return new RunPlanner(spec).all();
    }

    private List<PlannedRun> all() {
        MethodsSpec methods = spec.methods();
        add(SCREEN, new RunSpec.Screen(), List.of());
        add(SOAR, new RunSpec.Soar(SCREEN), List.of(SCREEN));
        evaluate("base", Policy.BASE, SCREEN);
        if (spec.soar().outer().trainsStudents()) {
            evaluate(PROMOTED, Policy.PROMOTED, SOAR);
        }
        if (spec.hardOnly().enabled()) {
            boolean matched = spec.hardOnly().steps() == null;
            add(HARD_ONLY, new RunSpec.Train(SCREEN, matched ? SOAR : null, null), List.of(matched ? SOAR : SCREEN));
            evaluate(HARD_ONLY, Policy.TRAINED, HARD_ONLY);
        }
        if (methods.soarPq()) {
            train(SOAR_PQ, new AddedQuestions(Origin.PROMOTION_QUESTIONS, SOAR));
        }
        if (methods.groundedT()) {
            String method = switch (spec.soar().outer().reward()) {
                case GROUNDED -> GROUNDED_T;
                case LEARNABILITY -> INTRINSIC_T;
                case ALIGNMENT -> ALIGNED_T;
            };
            train(method, sampled(method, Policy.TRAINED_TEACHER));
        }
        if (methods.baseT()) {
            train(BASE_T, sampled(BASE_T, Policy.UNTRAINED_TEACHER));
        }
        if (methods.serl().enabled()) {
            add(SAMPLE + SERL, new RunSpec.Sample(Policy.BASE, SCREEN), List.of(SCREEN));
            train(SERL, new AddedQuestions(Origin.SAMPLED, SAMPLE + SERL));
        }
        if (methods.realSample()) {
            train(REAL_SAMPLE, new AddedQuestions(Origin.REAL_SAMPLE, SCREEN));
        }
        if (methods.realFull()) {
            train(REAL_FULL, new AddedQuestions(Origin.REAL_FULL, SCREEN));
        }
        if (methods.teacherInference()) {
            evaluate("teacher", Policy.TRAINED_TEACHER, SOAR);
        }
        return List.copyOf(runs);
    }

    private AddedQuestions sampled(String method, Policy teacher) {
        add(SAMPLE + method, new RunSpec.Sample(teacher, SOAR), List.of(SOAR));
        return new AddedQuestions(Origin.SAMPLED, SAMPLE + method);
    }

    private void train(String method, AddedQuestions added) {
        add(method, new RunSpec.Train(SCREEN, null, added), List.of(added.of()));
        evaluate(method, Policy.TRAINED, method);
    }

    /** @param policyName its name in the summary, and in that of the evaluation's run */
    private void evaluate(String policyName, Policy policy, String of) {
        if (spec.evaluate().problems() > 0) {
            add(EVALUATE + policyName, new RunSpec.Evaluate(SCREEN, policy, of), List.of(of));
        }
    }

    private void add(String name, RunSpec plan, List<String> dependsOn) {
        runs.add(
                new PlannedRun(name, plan.kind(), seed(seedOf(name), name), plan, plan.trainingSlots(spec), dependsOn));
    }

    /** The name that the summary gives to the policy that an evaluation measures. */
    public static String evaluated(String evaluation) {
        return evaluation.substring(EVALUATE.length());
    }

    private long seedOf(String name) {
        Long own = spec.screen().seed();
        return name.equals(SCREEN) && own != null ? own : spec.seed();
    }

    /** 62 bits of SHA-256 over seed and name, so that runs of one experiment never share random draws. */
    public static long seed(long experimentSeed, String name) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(experimentSeed).flip());
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong() >>> 2;
    }
}
