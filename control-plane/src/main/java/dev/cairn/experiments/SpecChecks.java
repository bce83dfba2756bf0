package dev.cairn.experiments;

import dev.cairn.soar.Finding;
import dev.cairn.soar.SettingsCheck;
import java.util.ArrayList;
import java.util.List;

/** Contradictions between settings of different parts of a spec, beside those inside {@code soar}. */
final class SpecChecks {
    private SpecChecks() {}

    static List<Finding> of(ExperimentSpec spec) {
        List<Finding> findings = new ArrayList<>(SettingsCheck.of(spec.soar()));
        findings.addAll(SettingsCheck.of(spec.evaluate()));
        length(findings, spec, "soar.teacher.maxTokens", spec.soar().teacher().maxTokens());
        length(findings, spec, "soar.student.maxTokens", spec.soar().student().maxTokens());
        if (spec.execution().worker() != null && spec.execution().bridge() == ExecutionSpec.Bridge.JEP) {
            findings.add(error("execution.worker", "is given, but execution.bridge is JEP; set it to HTTP"));
        }
        return findings;
    }

    private static void length(List<Finding> findings, ExperimentSpec spec, String field, int maxTokens) {
        if (maxTokens >= spec.model().maxModelLength()) {
            findings.add(error(
                    field,
                    "is " + maxTokens + ", which leaves no room for the prompt in model.maxModelLength = "
                            + spec.model().maxModelLength()));
        }
    }

    private static Finding error(String field, String message) {
        return new Finding(field, message, Finding.Severity.ERROR);
    }
}
