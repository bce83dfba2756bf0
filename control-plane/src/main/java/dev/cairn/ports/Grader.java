package dev.cairn.ports;

import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.util.List;

/**
 * Compares answers symbolically. The production implementation runs Math-Verify and sympy in processes that can be
 * killed.
 */
public interface Grader {
    /** Decides whether each answer equals its reference; returns one judgement per pair, in their order. */
    List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException;

    /**
     * Decides whether the rule can parse each answer: {@code VERIFIED} if so, {@code UNPARSABLE} if not, or
     * {@code TIMED_OUT}.
     */
    List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException;
}
