package dev.cairn.soar;

import java.util.List;

/** Compares answers symbolically; behind it stands Math-Verify in killable processes. */
public interface Grader {
    /** Whether each answer equals its reference; as many verdicts as pairs, in their order. */
    List<Verdict> verify(List<AnswerPair> pairs) throws InterruptedException;

    /** Whether a maths parser reads each answer: {@code VERIFIED} yes, {@code UNPARSABLE} no, or {@code TIMED_OUT}. */
    List<Verdict> parses(List<String> answers) throws InterruptedException;
}
