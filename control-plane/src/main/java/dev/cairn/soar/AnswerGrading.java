package dev.cairn.soar;

import java.util.List;

/** Grades completions by soar.md's one rule for correct, asking the grader only where plain strings can't tell. */
@SuppressWarnings("DoNotCallSuggester")
public final class AnswerGrading {
    private final Grader grader;

    public AnswerGrading(Grader grader) {
        this.grader = grader;
    }

    /** A completion's text and the reference answer it is held against. */
    public record Submission(String completion, String reference) {}

    /** One result a submission, in their order. */
    public List<Graded> grade(List<Submission> submissions) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** See {@link Grader#parses}. */
    public List<Verdict> parses(List<String> answers) throws InterruptedException {
        return grader.parses(answers);
    }
}
