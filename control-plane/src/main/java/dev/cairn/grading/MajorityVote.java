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
     * Counts the votes.
     *
     * @param completions the completions of each question
     * @return one vote per question
     */
    public static List<MajorityVote> of(AnswerGrading grading, List<List<String>> completions)
            throws InterruptedException {
        List<List<String>> candidates =
                completions.stream().map(MajorityVote::candidates).toList();
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < completions.size(); i++) {
            for (String candidate : candidates.get(i)) {
                completions.get(i).forEach(completion -> submissions.add(new Submission(completion, candidate)));
            }
        }
        List<Grade> grades = grading.grade(submissions);
        List<MajorityVote> votes = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < completions.size(); i++) {
            int size = completions.get(i).size();
            MajorityVote best = null;
            for (String candidate : candidates.get(i)) {
                String reference = candidate.isEmpty() ? null : candidate;
                MajorityVote vote = new MajorityVote(reference, List.copyOf(grades.subList(next, next + size)));
                best = best == null || vote.agreeing() > best.agreeing() ? vote : best;
                next += size;
            }
            votes.add(Objects.requireNonNull(best));
        }
        return votes;
    }

    /** The different answers, in the order in which they were given; if there are none, the empty one, which nobody agrees with. */
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
