package dev.cairn.reports;

import dev.cairn.results.CandidateView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a summary tells of an evaluation that chooses among promoted students. */
final class ChosenStudent {
    private ChosenStudent() {}

    /** The outer step of the chosen student's promotion; empty if nothing was chosen. */
    static Optional<Integer> outerStep(List<CandidateView> candidates) {
        return candidates.stream()
                .filter(CandidateView::chosen)
                .map(CandidateView::outerStep)
                .findFirst();
    }

    /**
     * Which one was chosen, and how all of them did; empty if nothing was chosen.
     *
     * @param taken whether the SOAR run was taken over, perhaps from an experiment on other problems
     */
    static List<String> notes(List<CandidateView> candidates, boolean taken) {
        return outerStep(candidates)
                .map(step -> List.of("promoted is the student of outer step " + step + ". Of " + candidates.size()
                        + " promoted students it solves most of the "
                        + candidates.getFirst().problems() + " problems of the train half (greedy answers"
                        + (taken
                                ? "; if the SOAR run had the same problems, reward questions are drawn from them too): "
                                : "; reward questions are drawn from them too): ")
                        + candidates.stream()
                                .map(one -> one.correct() + " solved (outer step " + one.outerStep() + ")")
                                .collect(Collectors.joining(", "))
                        + "."))
                .orElse(List.of());
    }
}
