package dev.cairn.rest.runs;

import dev.cairn.ports.UnitResult.ProblemScore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Outcomes per problem, counted; those of several versions of a student are added.
 *
 * @param completions number of completions sampled
 * @param truncated number of these that were cut off at the token limit
 * @param correctCounts number of problems by how many of their completions are correct, from 0
 */
record ScoreCounts(int problems, long completions, long truncated, List<Integer> correctCounts) {
    static ScoreCounts of(List<ProblemScore> scores) {
        Map<String, Integer> correct = scores.stream()
                .collect(Collectors.groupingBy(ProblemScore::problem, Collectors.summingInt(ProblemScore::correct)));
        int most = scores.stream()
                .collect(Collectors.groupingBy(ProblemScore::problem, Collectors.summingInt(ProblemScore::samples)))
                .values()
                .stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(-1);
        int[] counts = new int[most + 1];
        correct.values().forEach(count -> counts[count]++);
        return new ScoreCounts(
                correct.size(),
                scores.stream().mapToLong(ProblemScore::samples).sum(),
                scores.stream().mapToLong(ProblemScore::truncated).sum(),
                IntStream.of(counts).boxed().toList());
    }
}
