package dev.cairn.spec;

import dev.cairn.settings.Finding;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SerlSettings;
import dev.cairn.settings.SettingsCheck;
import java.util.ArrayList;
import java.util.List;

/** Finds contradictions between different parts of a spec, in addition to those inside {@code soar}. */
final class SpecChecks {
    /** The smallest limit with which BF16 can train. */
    private static final double LEAST_OF_BF16 = 1e-2;

    private static final String TEACHER_STEP = "methods.teacherStep";

    private SpecChecks() {}

    static List<Finding> of(ExperimentSpec spec) {
        List<Finding> findings = new ArrayList<>(SettingsCheck.of(spec.soar()));
        length(findings, spec, "soar.teacher.maxTokens", spec.soar().teacher().maxTokens());
        length(findings, spec, "soar.student.maxTokens", spec.soar().student().maxTokens());
        mismatch(findings, spec, "soar.teacher.loss.mismatchLimit", spec.soar().teacher());
        mismatch(findings, spec, "soar.student.loss.mismatchLimit", spec.soar().student());
        temperature(findings, spec);
        if (spec.execution().worker() != null && spec.execution().bridge() == ExecutionSpec.Bridge.JEP) {
            findings.add(error("execution.worker", "is given, but execution.bridge is JEP; set it to HTTP"));
        }
        gpus(findings, spec.execution());
        methods(findings, spec);
        findings.addAll(EvaluationChecks.of(spec));
        findings.addAll(PromptChecks.of(spec));
        return findings;
    }

    private static void methods(List<Finding> findings, ExperimentSpec spec) {
        MethodsSpec methods = spec.methods();
        OuterSettings outer = spec.soar().outer();
        if (!outer.trainsStudents()) {
            if (methods.soarPq()) {
                findings.add(
                        error(
                                "methods.soarPq",
                                "is true, but with soar.outer.reward = " + outer.reward()
                                        + " no student is promoted, so there would be no promotion questions: set it to false"));
            }
            if (spec.hardOnly().enabled() && spec.hardOnly().steps() == null) {
                findings.add(
                        error(
                                "hardOnly.steps",
                                "is not given, but with soar.outer.reward = " + outer.reward()
                                        + " there is no promoted student whose steps it could match: give a number, or set hardOnly.enabled to false"));
            }
        } else if (methods.soarPq() && (outer.tau() >= 1 || outer.steps() < outer.window())) {
            findings.add(error(
                    "methods.soarPq",
                    "is true, but with soar.outer.tau = " + outer.tau() + " and soar.outer.window = " + outer.window()
                            + " in " + outer.steps() + " outer steps no student can be promoted, so there would be no"
                            + " promotion questions"));
        }
        serl(findings, methods.serl());
        if (methods.serl().enabled() && spec.prompts().chatTemplate()) {
            PromptChecks.controls(
                    findings, "methods.serl.prompt", methods.serl().prompt());
        }
        if (methods.teacherInference() && spec.evaluate().problems() == 0) {
            findings.add(error(
                    "methods.teacherInference", "is true, but evaluate.problems is 0, so nothing would be evaluated"));
        }
        Integer teacherStep = methods.teacherStep();
        if (teacherStep != null && teacherStep > outer.steps()) {
            findings.add(error(
                    TEACHER_STEP,
                    "is " + teacherStep + ", but soar.outer.steps is " + outer.steps() + ": give at most "
                            + outer.steps()));
        } else if (teacherStep != null && !methods.usesTrainedTeacher()) {
            findings.add(warning(
                    TEACHER_STEP,
                    "is given, but methods.groundedT and methods.teacherInference are false, so it is not used"));
        }
        if (methods.usesRealProblems() && methods.realProblems() == null) {
            findings.add(error(
                    "methods.realProblems",
                    "is not given, but methods." + (methods.realSample() ? "realSample" : "realFull")
                            + " is true; name a stored problem set, such as chains-easy"));
        }
        if (!methods.usesRealProblems() && methods.realProblems() != null) {
            findings.add(warning(
                    "methods.realProblems",
                    "is given, but methods.realSample and methods.realFull are false, so it is not used"));
        }
        if (methods.trains()
                && methods.mixing() == MethodsSpec.Mixing.CURRICULUM
                && methods.syntheticSteps() >= methods.steps()) {
            findings.add(warning(
                    "methods.syntheticSteps",
                    "is " + methods.syntheticSteps() + " of methods.steps = " + methods.steps()
                            + ": the students of other methods never train on the hard problems"));
        }
    }

    private static void serl(List<Finding> findings, SerlSettings serl) {
        if (serl.minAgreement() > serl.maxAgreement()) {
            findings.add(error(
                    "methods.serl.minAgreement",
                    "is " + serl.minAgreement() + ", which is above methods.serl.maxAgreement = " + serl.maxAgreement()
                            + ": every question would be rejected"));
        } else if (!serl.acceptsAny()) {
            findings.add(error(
                    "methods.serl.votes",
                    "is " + serl.votes() + ", of which no number is a share between methods.serl.minAgreement = "
                            + serl.minAgreement() + " and methods.serl.maxAgreement = " + serl.maxAgreement()
                            + ": every question would be rejected"));
        }
        boolean shown = serl.prompt().contains(SerlSettings.EXAMPLES);
        if (shown && serl.examples() == 0) {
            findings.add(error(
                    "methods.serl.examples",
                    "is 0, but methods.serl.prompt contains " + SerlSettings.EXAMPLES + ": show at least 1"));
        }
        if (!shown && serl.examples() > 0) {
            findings.add(error(
                    "methods.serl.prompt",
                    "does not contain " + SerlSettings.EXAMPLES + ", but methods.serl.examples is " + serl.examples()
                            + ": say where they stand, or set methods.serl.examples to 0"));
        }
    }

    private static void gpus(List<Finding> findings, ExecutionSpec execution) {
        if (execution.engine() != null && execution.gpu().placesEngine()) {
            findings.add(error(
                    "execution.gpu",
                    "has settings of an engine that is started here, but execution.engine is '" + execution.engine()
                            + "', which has its own: leave out tensorParallel, engineDevice and engineMemoryShare"));
        }
        if (execution.worker() != null && execution.gpu().trainerDevice() != null) {
            findings.add(error(
                    "execution.gpu.trainerDevice",
                    "is given, but execution.worker is '" + execution.worker()
                            + "', which has a device of its own: leave one of the two out"));
        }
    }

    private static void length(List<Finding> findings, ExperimentSpec spec, String field, int maxTokens) {
        if (maxTokens >= spec.model().maxModelLength()) {
            findings.add(error(
                    field,
                    "is " + maxTokens + ", which leaves no room for the prompt in model.maxModelLength = "
                            + spec.model().maxModelLength()));
        }
    }

    private static void mismatch(List<Finding> findings, ExperimentSpec spec, String field, RoleSettings role) {
        double limit = role.loss().mismatchLimit();
        if (spec.model().precision() == ModelSpec.Precision.BF16 && limit < LEAST_OF_BF16) {
            findings.add(error(
                    field,
                    "is " + limit + ", but model.precision is BF16, whose sampler and trainer differ by about 0.01 to"
                            + " 0.03: the first step would be refused; use " + ModelSpec.Precision.BF16.mismatchLimit()
                            + ", or leave it out"));
        }
    }

    private static void temperature(List<Finding> findings, ExperimentSpec spec) {
        double trained = spec.soar().student().temperature();
        if (trained != 1) {
            findings.add(warning(
                    "soar.student.temperature",
                    "is " + trained + " in training; screening and evaluation sample at temperature 1"));
        }
    }

    private static Finding warning(String field, String message) {
        return new Finding(field, message, Finding.Severity.WARNING);
    }

    private static Finding error(String field, String message) {
        return new Finding(field, message, Finding.Severity.ERROR);
    }
}
