package dev.cairn.grading;

import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.grading.AnswerGrading.Submission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a question without a reference answer: the one that most of them agree with by the grading rule becomes
 * the reference (SeRL's self-reward). Of answers with equally many the one that was given first wins.
 *
 * @param reference that answer; absent if no completion has one
 * @param grades of all completions, with this reference
 */
public record MajorityVote(@Nullable String reference, List<Grade> grades) {
    /** How many completions agree with the reference. */
    public int agreeing() {
        return (int) grades.stream().filter(Grade::correct).count();
    }

    /** The share of the completions that agree with the reference, 0 to 1. */
    public double agreement() {
        return agreeing() / (double) grades.size();
    }

    /**
     * Counts the votes on each question.
     *
     * @param completions the completions of each question
     * @return one vote per question
     */
    public static List<MajorityVote> of(AnswerGrading grading, List<List<String>> completions)
            throws InterruptedException {
        List<MajorityVote> votes = new ArrayList<>();
        for (List<String> ofQuestion : completions) {
            votes.add(on(grading, ofQuestion));
        }
        return votes;
    }

    private static MajorityVote on(AnswerGrading grading, List<String> completions) throws InterruptedException {
        List<String> candidates = candidates(completions);
        List<Submission> submissions = new ArrayList<>();
        for (String candidate : candidates) {
            completions.forEach(completion -> submissions.add(new Submission(completion, candidate)));
        }
        List<Grade> grades = grading.grade(submissions);
        MajorityVote best = null;
        for (int i = 0; i < candidates.size(); i++) {
            MajorityVote vote = new MajorityVote(
                    candidates.get(i).isEmpty() ? null : candidates.get(i),
                    List.copyOf(grades.subList(i * completions.size(), (i + 1) * completions.size())));
            best = best == null || vote.agreeing() > best.agreeing() ? vote : best;
        }
        return Objects.requireNonNull(best);
    }

    /** The different answers, in the order in which they were given; the empty one, which nothing equals, if nobody answered. */
    private static List<String> candidates(List<String> completions) {
        Set<String> answers = new LinkedHashSet<>();
        for (String completion : completions) {
            String answer = BoxedAnswer.of(completion);
            if (answer != null && !answer.isBlank()) {
                answers.add(answer.strip());
            }
        }
        return answers.isEmpty() ? List.of("") : List.copyOf(answers);
    }
}
