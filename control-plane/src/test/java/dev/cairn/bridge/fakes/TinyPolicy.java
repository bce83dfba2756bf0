package dev.cairn.bridge.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A bigram softmax policy with its AdamW state: logits of the next token are a row of a table, picked by the last one.
 *
 * <p>The base table is fixed; the trained part is a table of differences that starts at zero, beside a vector drawn from
 * the seed, as LoRA's B and A are.
 */
final class TinyPolicy {
    static final int VOCABULARY = 32;
    private static final int SIZE = VOCABULARY * VOCABULARY;
    private static final int DRAWN = 4;

    private final double[] drawn;
    private final double[] difference;
    private final double[] first;
    private final double[] second;
    private int steps;

    private TinyPolicy(double[] drawn, double[] difference, double[] first, double[] second, int steps) {
        this.drawn = drawn;
        this.difference = difference;
        this.first = first;
        this.second = second;
        this.steps = steps;
    }

    static TinyPolicy drawn(long seed) {
        return new TinyPolicy(
                new Random(seed).doubles(DRAWN).toArray(), new double[SIZE], new double[SIZE], new double[SIZE], 0);
    }

    static TinyPolicy base() {
        return drawn(0);
    }

    /** The log-probabilities of every next token after this one. */
    double[] logprobs(int last, double temperature) {
        double[] logits = new double[VOCABULARY];
        double sum = 0;
        for (int next = 0; next < VOCABULARY; next++) {
            logits[next] = (base(last, next) + difference[last * VOCABULARY + next]) / temperature;
            sum += Math.exp(logits[next]);
        }
        for (int next = 0; next < VOCABULARY; next++) {
            logits[next] -= Math.log(sum);
        }
        return logits;
    }

    double[] emptyGradient() {
        return new double[SIZE];
    }

    /** Adds {@code weight} times the gradient of log pi(next | last). */
    void addGradient(double[] gradient, int last, int next, double temperature, double weight) {
        double[] logprobs = logprobs(last, temperature);
        for (int token = 0; token < VOCABULARY; token++) {
            double indicator = token == next ? 1 : 0;
            gradient[last * VOCABULARY + token] += weight * (indicator - Math.exp(logprobs[token])) / temperature;
        }
    }

    /** One Adam step down this gradient. */
    void descend(double[] gradient, double rate, double beta1, double beta2, double epsilon) {
        steps++;
        for (int i = 0; i < SIZE; i++) {
            first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
            second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
            double mean = first[i] / (1 - Math.pow(beta1, steps));
            double square = second[i] / (1 - Math.pow(beta2, steps));
            difference[i] -= rate * mean / (Math.sqrt(square) + epsilon);
        }
    }

    String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(weights());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(Path directory, Contents what) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve("policy.bin"), weights());
            if (what == Contents.WITH_OPTIMIZER) {
                Files.write(directory.resolve("optimizer.bin"), bytes(new double[] {steps}, first, second));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if the optimizer is asked for and not there. */
    static @Nullable TinyPolicy read(Path directory, Contents what) {
        try {
            double[] weights = doubles(Files.readAllBytes(directory.resolve("policy.bin")));
            double[] drawn = Arrays.copyOf(weights, DRAWN);
            double[] difference = Arrays.copyOfRange(weights, DRAWN, weights.length);
            if (what == Contents.POLICY) {
                return new TinyPolicy(drawn, difference, new double[SIZE], new double[SIZE], 0);
            }
            Path optimizer = directory.resolve("optimizer.bin");
            if (!Files.exists(optimizer)) {
                return null;
            }
            double[] state = doubles(Files.readAllBytes(optimizer));
            return new TinyPolicy(
                    drawn,
                    difference,
                    Arrays.copyOfRange(state, 1, 1 + SIZE),
                    Arrays.copyOfRange(state, 1 + SIZE, 1 + 2 * SIZE),
                    (int) state[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of a policy is in its directory. */
    enum Contents {
        POLICY,
        WITH_OPTIMIZER
    }

    private static double base(int last, int next) {
        return Math.sin(1 + last * 7 + next * 13);
    }

    private byte[] weights() {
        return bytes(drawn, difference);
    }

    private static byte[] bytes(double[]... parts) {
        ByteBuffer buffer = ByteBuffer.allocate(
                8 * Arrays.stream(parts).mapToInt(p -> p.length).sum());
        for (double[] part : parts) {
            for (double value : part) {
                buffer.putDouble(value);
            }
        }
        return buffer.array();
    }

    private static double[] doubles(byte[] bytes) {
        double[] values = new double[bytes.length / 8];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
        return values;
    }
}
