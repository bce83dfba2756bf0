package dev.cairn.soar.fakes;

import dev.cairn.ports.TrainingSequence;
import java.util.HexFormat;
import java.util.List;

/**
 * A policy's tensors and AdamW's moments, as hashes.
 *
 * @param origin the name it was written under, without run and attempt, such as {@code t/0/trial/1/0/student}
 */
record FakeWeights(String origin, long tensors, long moments) {
    static final long NO_MOMENTS = 0;

    static String originOf(String name) {
        return name.replaceFirst("^r\\d+/", "").replaceFirst("/f\\d+\\.\\d+$", "");
    }

    String written() {
        return origin + " " + tensors + " " + moments;
    }

    static FakeWeights read(String written) {
        String[] parts = written.split(" ", -1);
        return new FakeWeights(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    String sha256() {
        return HexFormat.of().toHexDigits(tensors).repeat(4);
    }

    FakeWeights writtenAs(String name) {
        return new FakeWeights(originOf(name), tensors, moments);
    }

    FakeWeights withoutMoments() {
        return new FakeWeights(origin, tensors, NO_MOMENTS);
    }

    FakeWeights after(List<TrainingSequence> batch, double learningRate) {
        long gradient = 0;
        for (TrainingSequence sequence : batch) {
            gradient = Mix.of(
                    gradient,
                    Mix.of(sequence.promptTokens()),
                    Mix.of(sequence.tokens()),
                    Double.doubleToLongBits(sequence.advantage()));
        }
        long newMoments = Mix.of(moments, gradient);
        return new FakeWeights(origin, Mix.of(tensors, newMoments, Double.doubleToLongBits(learningRate)), newMoments);
    }

    /** What sampling leaves in a completion's first log-probability. */
    float trace(int[] tokens) {
        return -(Mix.of(tensors, Mix.of(tokens)) & 0xFFFF) / 65536f;
    }
}
