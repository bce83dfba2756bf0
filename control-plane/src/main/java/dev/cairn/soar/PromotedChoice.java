package dev.cairn.soar;

import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the promoted student of a SOAR run that solves most problems of the hard train half (paper: SOAR-PS). */
public final class PromotedChoice {
    private final RunContext context;
    private final SoarSettings settings;
    private final List<Candidate> candidates;
    private final List<Problem> trainHalf;

    /**
     * A promoted student.
     *
     * @param outerStep in which it was promoted
     */
    public record Candidate(int outerStep, PolicyRef student) {}

    /**
     * Creates the choice.
     *
     * @param candidates the promoted students in the order of their promotions, at least one
     * @param trainHalf the hard train half, in the order drawn
     */
    public PromotedChoice(
            RunContext context, SoarSettings settings, List<Candidate> candidates, List<Problem> trainHalf) {
        if (candidates.isEmpty() || trainHalf.isEmpty()) {
            throw new IllegalArgumentException("a choice needs a promoted student and a problem, not "
                    + candidates.size() + " students and " + trainHalf.size() + " problems");
        }
        this.context = context;
        this.settings = settings;
        this.candidates = List.copyOf(candidates);
        this.trainHalf = List.copyOf(trainHalf);
    }

    /** Scores each student as rewards are scored, greedily with one answer per problem, and returns the best one. */
    public PolicyRef run() throws InterruptedException {
        List<UnitResult.Candidate> scored = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            scored.add(score(i));
        }
        return context.journal()
                .once(Unit.choose(), attempt -> Journal.Output.of(best(scored)))
                .student();
    }

    private UnitResult.Candidate score(int index) throws InterruptedException {
        Candidate candidate = candidates.get(index);
        return context.journal().once(Unit.candidate(index), attempt -> {
            attempt.progress().report(index, candidates.size(), "promoted students scored on the train half");
            GreedyAccuracy score = GreedyAccuracy.of(
                    context,
                    attempt.name("policy"),
                    candidate.student(),
                    trainHalf,
                    slot -> context.seeds().candidate(candidate.outerStep(), slot),
                    settings.student().maxTokens());
            return new Journal.Output<>(
                    new UnitResult.Candidate(
                            candidate.outerStep(),
                            candidate.student(),
                            trainHalf.stream().map(Problem::id).toList(),
                            score.correct()),
                    score.rollouts(Rollout.Purpose.CANDIDATE));
        });
    }

    /**
     * The student with the most correct answers; of several the one that was promoted last, which has trained on the
     * others' questions too and is the one that is evaluated without a choice.
     *
     * @param scored on the same problems, in the order of their promotions
     */
    static UnitResult.Choice best(List<UnitResult.Candidate> scored) {
        UnitResult.Candidate best = scored.stream()
                .max(Comparator.<UnitResult.Candidate>comparingInt(one -> GreedyAccuracy.count(one.correct()))
                        .thenComparingInt(UnitResult.Candidate::outerStep))
                .orElseThrow();
        return new UnitResult.Choice(best.outerStep(), best.student());
    }
}
