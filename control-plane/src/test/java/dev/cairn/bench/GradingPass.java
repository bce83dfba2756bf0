package dev.cairn.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.grading.AnswerGrading;
import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.grading.AnswerGrading.Submission;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Verdict;
import dev.cairn.soar.fakes.Gradings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Grades the recorded trace once as a run does, over Jep, and writes seconds and verdicts as JSON; a separate program,
 * since graders cache their verdicts.
 */
public final class GradingPass {
    private static final Duration PER_PAIR = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofMinutes(10);
    private static final int WARM_UPS = 20;
    private static final int WARM_UP_ANSWERS = 300;

    private GradingPass() {}

    /** The time and the verdicts of one pass. */
    public record Outcome(double seconds, Map<Verdict, Long> verdicts) {}

    /** Argument: completions per call, as many as in a training batch. */
    public static void main(String... arguments) throws Exception {
        int batch = Integer.parseInt(arguments[0]);
        List<Submission> trace = Trace.recorded().stream()
                .map(entry -> new Submission(entry.completion(), entry.reference()))
                .toList();
        try (PythonWorker worker = BenchPython.embedded()) {
            Grader grader = worker.grader(PER_PAIR, WHOLE);
            for (int round = 0; round < WARM_UPS; round++) {
                var _ = graded(Gradings.mathVerify(grader), otherAnswers(round), batch);
            }
            AnswerGrading grading = Gradings.mathVerify(grader);
            long start = System.nanoTime();
            List<Grade> graded = graded(grading, trace, batch);
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<Verdict, Long> verdicts = graded.stream()
                    .map(Grade::verdict)
                    .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
            System.out.println(JsonMapper.builder().build().writeValueAsString(new Outcome(seconds, verdicts)));
            System.out.flush();
        }
        // PyTorch's and Python's own exit handlers have nothing to do here.
        Runtime.getRuntime().halt(0);
    }

    private static List<Grade> graded(AnswerGrading grading, List<Submission> trace, int batch)
            throws InterruptedException {
        List<Grade> graded = new ArrayList<>();
        for (int from = 0; from < trace.size(); from += batch) {
            graded.addAll(grading.grade(trace.subList(from, Math.min(from + batch, trace.size()))));
        }
        return graded;
    }

    /**
     * Starts the pool's processes and warms up all code with answers that are not in the trace; one in ten needs a
     * parser.
     */
    private static List<Submission> otherAnswers(int round) {
        return IntStream.range(0, WARM_UP_ANSWERS)
                .mapToObj(i -> new Submission(
                        "It is \\boxed{%d%s}."
                                .formatted(1_000_000 + round * WARM_UP_ANSWERS + i, i % 10 == 0 ? "/7" : ""),
                        Integer.toString(i)))
                .toList();
    }
}
