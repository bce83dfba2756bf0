package dev.cairn.spec;

import dev.cairn.settings.Finding;
import dev.cairn.settings.PromptSettings;
import java.util.ArrayList;
import java.util.List;

/** Finds what does not fit in the prompts, and in the room that they leave. */
final class PromptChecks {
    /** How the control tokens of most chat templates begin. */
    private static final String CONTROL = "<|";

    private PromptChecks() {}

    static List<Finding> of(ExperimentSpec spec) {
        List<Finding> findings = new ArrayList<>();
        room(findings, spec);
        prompts(findings, spec.prompts());
        return findings;
    }

    private static void prompts(List<Finding> findings, PromptSettings prompts) {
        if (prompts.chatTemplate()) {
            controls(findings, "prompts.student", prompts.student());
            if (prompts.twoTurns().enabled()) {
                controls(
                        findings,
                        "prompts.twoTurns.question",
                        prompts.twoTurns().question());
                controls(findings, "prompts.twoTurns.answer", prompts.twoTurns().answer());
            } else {
                controls(findings, "prompts.teacher", prompts.teacher());
            }
            return;
        }
        if (prompts.systemPrompt() != null) {
            findings.add(
                    error("prompts.systemPrompt", "is given, but prompts.chatTemplate is false, so nothing uses it"));
        }
        if (prompts.thinking() != PromptSettings.Thinking.DEFAULT) {
            findings.add(error(
                    "prompts.thinking",
                    "is " + prompts.thinking() + ", but prompts.chatTemplate is false, so nothing uses it"));
        }
    }

    static void controls(List<Finding> findings, String field, String prompt) {
        if (prompt.contains(CONTROL)) {
            findings.add(warning(
                    field,
                    "contains '" + CONTROL
                            + "', which looks like a control token, but prompts.chatTemplate is true: the"
                            + " template writes those itself"));
        }
    }

    /** Checks the room in the model: a question written by the teacher becomes the student's prompt. */
    private static void room(List<Finding> findings, ExperimentSpec spec) {
        int question = spec.soar().teacher().maxTokens();
        int answer = spec.soar().student().maxTokens();
        if (answer < spec.model().maxModelLength()
                && (long) question + answer > spec.model().maxModelLength()) {
            findings.add(warning(
                    "model.maxModelLength",
                    "is " + spec.model().maxModelLength() + ", but a question of soar.teacher.maxTokens = " + question
                            + " tokens and an answer of soar.student.maxTokens = " + answer
                            + " take more, and the student's prompt adds text of its own: a long question would fail"
                            + " the run"));
        }
        if (spec.prompts().twoTurns().enabled()
                && question < spec.model().maxModelLength()
                && 2L * question >= spec.model().maxModelLength()) {
            findings.add(warning(
                    "prompts.twoTurns.enabled",
                    "is true, but a question and an answer of soar.teacher.maxTokens = " + question
                            + " tokens each, with the text of the prompt, take more than model.maxModelLength = "
                            + spec.model().maxModelLength() + ": long questions are rejected without an answer"));
        }
    }

    private static Finding warning(String field, String message) {
        return new Finding(field, message, Finding.Severity.WARNING);
    }

    private static Finding error(String field, String message) {
        return new Finding(field, message, Finding.Severity.ERROR);
    }
}
