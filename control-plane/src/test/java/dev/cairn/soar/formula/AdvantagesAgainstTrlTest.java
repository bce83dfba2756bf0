package dev.cairn.soar.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our leave-one-out advantages compared with those of TRL's RLOO trainer, which runs in the interpreter of
 * CAIRN_PYTHON.
 */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
class AdvantagesAgainstTrlTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WORKERS =
            Path.of("../python-workers").toAbsolutePath().normalize();

    private static final int[] SIZES = {2, 3, 16, 32};

    /** TRL computes in float32; ours is double. */
    private static final double FLOAT32 = 1e-6;

    @TempDir
    Path directory;

    @Test
    void onRandomGroupsOursAreTheirs() throws Exception {
        List<double[]> groups = randomGroups(new Random(20_260_118));
        double[][] theirs = trl(groups);
        assertThat(theirs).hasNumberOfRows(groups.size());
        for (int i = 0; i < theirs.length; i++) {
            double[] rewards = groups.get(i);
            double largest = Arrays.stream(rewards).map(Math::abs).max().orElseThrow();
            assertThat(Advantages.leaveOneOut(rewards))
                    .as("rewards %s", Arrays.toString(rewards))
                    .containsExactly(theirs[i], within(FLOAT32 * Math.max(largest, 1e-9)));
        }
    }

    /** A student's rewards, a teacher's (multiples of 1/1024), arbitrary ones, and groups of equal ones. */
    private static List<double[]> randomGroups(Random random) {
        double[] cases = {0, 10, 20, 120};
        List<double[]> groups = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int size = SIZES[random.nextInt(SIZES.length)];
            double same = random.nextDouble();
            groups.add(random.doubles(size).map(x -> cases[(int) (4 * x)]).toArray());
            groups.add(random.doubles(size)
                    .map(x -> Math.round(128 * x - 64) / 1024.0)
                    .toArray());
            groups.add(random.doubles(size, -5, 5).toArray());
            groups.add(random.doubles(size).map(x -> same).toArray());
        }
        return groups;
    }

    private double[][] trl(List<double[]> groups) throws Exception {
        Path asked = directory.resolve("rewards.json");
        Path answered = directory.resolve("advantages.json");
        Path log = directory.resolve("trl.log");
        JSON.writeValue(asked.toFile(), groups);
        ProcessBuilder builder = new ProcessBuilder(
                        System.getenv("CAIRN_PYTHON"),
                        WORKERS.resolve("tests/trl_advantages.py").toString())
                .redirectInput(asked.toFile())
                .redirectOutput(answered.toFile())
                .redirectError(log.toFile());
        builder.environment().put("PYTHONPATH", WORKERS.resolve("src").toString());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("HF_HUB_OFFLINE", "1");
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(() ->
                        "trl_advantages.py in " + System.getenv("CAIRN_PYTHON") + " ended well; its log:\n" + read(log))
                .isTrue();
        return JSON.readValue(answered.toFile(), double[][].class);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
