package dev.cairn.spec;

import dev.cairn.base.Sha256;
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
    public static final String EVALUATE_BASE = "evaluate-base";
    public static final String EVALUATE_PROMOTED = "evaluate-promoted";
    public static final String EVALUATE_HARD_ONLY = "evaluate-hard-only";

    private RunPlanner() {}

    /** The runs, each after those that it depends on. */
    public static List<PlannedRun> plan(ExperimentSpec spec) {
        boolean evaluates = spec.evaluate().problems() > 0;
        List<PlannedRun> runs = new ArrayList<>();
        runs.add(run(spec, SCREEN, new RunSpec.Screen(), List.of()));
        runs.add(run(spec, SOAR, new RunSpec.Soar(SCREEN), List.of(SCREEN)));
        if (evaluates) {
            runs.add(run(spec, EVALUATE_BASE, evaluate(RunSpec.Policy.BASE, SCREEN), List.of(SCREEN)));
            runs.add(run(spec, EVALUATE_PROMOTED, evaluate(RunSpec.Policy.PROMOTED, SOAR), List.of(SOAR)));
        }
        if (spec.hardOnly().enabled()) {
            runs.add(run(spec, HARD_ONLY, new RunSpec.Train(SCREEN, SOAR), List.of(SOAR)));
            if (evaluates) {
                runs.add(
                        run(spec, EVALUATE_HARD_ONLY, evaluate(RunSpec.Policy.TRAINED, HARD_ONLY), List.of(HARD_ONLY)));
            }
        }
        return List.copyOf(runs);
    }

    /** The name of the run that evaluates a policy. */
    public static String evaluationOf(RunSpec.Policy policy) {
        return switch (policy) {
            case BASE -> EVALUATE_BASE;
            case PROMOTED -> EVALUATE_PROMOTED;
            case TRAINED -> EVALUATE_HARD_ONLY;
        };
    }

    private static RunSpec evaluate(RunSpec.Policy policy, String of) {
        return new RunSpec.Evaluate(SCREEN, policy, of);
    }

    private static PlannedRun run(ExperimentSpec spec, String name, RunSpec plan, List<String> dependsOn) {
        return new PlannedRun(name, plan.kind(), seed(spec.seed(), name), plan, plan.trainingSlots(spec), dependsOn);
    }

    /** 62 bits of SHA-256 over seed and name, so that runs of one experiment never share random draws. */
    public static long seed(long experimentSeed, String name) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(experimentSeed).flip());
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong() >>> 2;
    }
}
