package dev.cairn.ports;

import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.util.List;

/** Compares answers symbolically; behind it stand Math-Verify and sympy in processes that can be killed. */
public interface Grader {
    /** Whether each answer equals its reference; as many judgements as pairs, in their order. */
    List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException;

    /** Whether the rule reads each answer: {@code VERIFIED} yes, {@code UNPARSABLE} no, or {@code TIMED_OUT}. */
    List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException;
}
