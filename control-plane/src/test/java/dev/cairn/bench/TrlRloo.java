package dev.cairn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ports.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** TRL's RLOO trainer on the same students, run by {@code python-workers/bench/trl_rloo.py}. */
final class TrlRloo {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrlRloo() {}

    /**
     * Seconds of one student's step, and of several students' steps one after the other, since TRL trains one at a
     * time.
     */
    static List<Figure> measure(StudentSettings settings, List<Problem> questions, int students, int rounds)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("trl-bench");
        Path asked = directory.resolve("questions.json");
        Path answered = directory.resolve("seconds.json");
        JSON.writeValue(
                asked.toFile(),
                questions.stream()
                        .map(each -> Map.of("question", each.question(), "answer", each.answer()))
                        .toList());
        ProcessBuilder builder = new ProcessBuilder(
                        BenchPython.python().toString(),
                        BenchPython.script("trl_rloo.py").toString(),
                        asked.toString(),
                        "--students=" + students,
                        "--steps=" + (rounds + 1),
                        "--questions-per-step=" + settings.soar().inner().questionsPerStep(),
                        "--group-size=" + settings.soar().inner().groupSize(),
                        "--max-tokens=" + settings.soar().student().maxTokens(),
                        "--rank=" + settings.soar().lora().rank(),
                        "--alpha=" + settings.soar().lora().alpha(),
                        "--rate=" + settings.soar().student().learningRate(),
                        "--reward-scale=" + settings.soar().student().rewardScale())
                .redirectOutput(answered.toFile())
                .redirectError(directory.resolve("trl.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PYTHONPATH", BenchPython.workers().toString(), "OMP_NUM_THREADS", "1", "HF_HUB_OFFLINE", "1"));
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("trl_rloo.py failed; its log is " + directory.resolve("trl.log"));
        }
        JsonNode seconds = JSON.readTree(answered.toFile()).path("seconds");
        Figure one = new Figure("TRL, one student", "s");
        Figure all = new Figure("TRL, " + students + " students in sequence", "s");
        for (int round = 0; round < rounds; round++) {
            double sum = 0;
            for (JsonNode ofStudent : seconds) {
                sum += ofStudent.path(round).asDouble();
            }
            one.add(seconds.path(0).path(round).asDouble());
            all.add(sum);
        }
        return List.of(one, all);
    }
}
