package dev.cairn.rest.runs;

import dev.cairn.ports.UnitResult.ProblemScore;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Outcomes per problem, counted.
 *
 * @param completions number of completions sampled
 * @param truncated number of these that were cut off at the token limit
 * @param correctCounts number of problems by how many of their completions are correct, from 0
 */
record ScoreCounts(int problems, long completions, long truncated, List<Integer> correctCounts) {
    static ScoreCounts of(List<ProblemScore> scores) {
        int most = scores.stream().mapToInt(ProblemScore::samples).max().orElse(-1);
        int[] counts = new int[most + 1];
        scores.forEach(score -> counts[score.correct()]++);
        return new ScoreCounts(
                scores.size(),
                scores.stream().mapToLong(ProblemScore::samples).sum(),
                scores.stream().mapToLong(ProblemScore::truncated).sum(),
                IntStream.of(counts).boxed().toList());
    }
}
