package dev.cairn.problems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The check in a separate Python process, which is killed if it takes too long.
 *
 * @param python interpreter of Cairn's environment
 * @param workers source directory of {@code cairn_workers}
 * @param limit time limit for one file
 */
public record PythonFileCheck(Path python, Path workers, Duration limit) implements FileCheck {
    private static final ObjectMapper JSON = new JsonMapper();
    private static final double SECONDS_PER_ANSWER = 2;

    @Override
    public Found check(List<String> answers, @Nullable Prompts prompts) throws InterruptedException {
        if (answers.isEmpty() && prompts == null) {
            return new Found(List.of(), List.of());
        }
        ObjectNode request = JSON.createObjectNode().put("timeout", SECONDS_PER_ANSWER);
        request.set("answers", JSON.valueToTree(answers));
        if (prompts != null) {
            request.put("model", prompts.model().toString());
            request.set("prompts", JSON.valueToTree(prompts.texts()));
        }
        JsonNode reply = run(request);
        if (reply.has("error")) {
            throw new IllegalArgumentException("model: " + reply.path("error").asText());
        }
        List<Boolean> readable = new ArrayList<>();
        reply.path("readable").forEach(one -> readable.add(one.asBoolean()));
        List<Integer> lengths = new ArrayList<>();
        reply.path("lengths").forEach(one -> lengths.add(one.asInt()));
        if (readable.size() != answers.size()
                || (prompts != null && lengths.size() != prompts.texts().size())) {
            throw new CheckFailedException("the check of answers and prompts returned results for other texts");
        }
        return new Found(readable, lengths);
    }

    private JsonNode run(ObjectNode request) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("cairn-check-");
            Path in = folder.resolve("in.json");
            Path out = folder.resolve("out.json");
            try {
                JSON.writeValue(in.toFile(), request);
                Process process = command()
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try {
                    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                        throw new CheckFailedException("the check did not end within " + limit.toSeconds() + " s");
                    }
                } finally {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
                if (process.exitValue() != 0) {
                    throw new CheckFailedException("the check ended with status " + process.exitValue());
                }
                return JSON.readTree(out.toFile());
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new CheckFailedException("the check could not be started; is Cairn's Python environment there?", e);
        }
    }

    private ProcessBuilder command() {
        ProcessBuilder command = new ProcessBuilder(python.toString(), "-P", "-m", "cairn_workers.check");
        command.environment().keySet().removeIf(name -> name.startsWith("CAIRN_"));
        command.environment().put("PYTHONPATH", workers.toString());
        command.environment().put("OMP_NUM_THREADS", "1");
        command.environment().put("TOKENIZERS_PARALLELISM", "false");
        command.environment().put("HF_HUB_OFFLINE", "1");
        return command;
    }
}
