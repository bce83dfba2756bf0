package dev.cairn.bridge;

import dev.cairn.ports.TrainingSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A batch as the flat arrays of the worker protocol: the ids of all sequences concatenated, with their lengths. */
final class BatchArrays {
    private BatchArrays() {}

    static Map<String, FlatArray> of(List<TrainingSequence> batch) {
        int count = batch.size();
        int promptTokens = 0;
        for (TrainingSequence sequence : batch) {
            promptTokens += sequence.promptTokens().length;
        }
        int tokens = completionTokens(batch);
        int[] promptIds = new int[promptTokens];
        int[] promptLengths = new int[count];
        int[] completionIds = new int[tokens];
        int[] completionLengths = new int[count];
        float[] samplerLogprobs = new float[tokens];
        double[] advantages = new double[count];
        int[] inLoss = new int[count];
        int promptAt = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            TrainingSequence sequence = batch.get(i);
            int length = sequence.tokens().length;
            if (sequence.samplerLogprobs().length != length) {
                throw new IllegalArgumentException("sequence %d has %d tokens but %d sampler log-probabilities"
                        .formatted(i, length, sequence.samplerLogprobs().length));
            }
            promptLengths[i] = sequence.promptTokens().length;
            completionLengths[i] = length;
            System.arraycopy(sequence.promptTokens(), 0, promptIds, promptAt, promptLengths[i]);
            System.arraycopy(sequence.tokens(), 0, completionIds, at, length);
            System.arraycopy(sequence.samplerLogprobs(), 0, samplerLogprobs, at, length);
            advantages[i] = sequence.advantage();
            inLoss[i] = sequence.inLoss() ? 1 : 0;
            promptAt += promptLengths[i];
            at += length;
        }
        return Map.of(
                "prompt_ids", new FlatArray.Ints(promptIds),
                "prompt_lengths", new FlatArray.Ints(promptLengths),
                "completion_ids", new FlatArray.Ints(completionIds),
                "completion_lengths", new FlatArray.Ints(completionLengths),
                "sampler_logprobs", new FlatArray.Floats(samplerLogprobs),
                "advantages", new FlatArray.Doubles(advantages),
                "in_loss", new FlatArray.Ints(inLoss));
    }

    /** Splits an array with one value per completion token into one array per sequence. */
    static List<float[]> split(float[] all, List<TrainingSequence> batch) {
        if (all.length != completionTokens(batch)) {
            throw new IllegalArgumentException(
                    "%d values for %d completion tokens".formatted(all.length, completionTokens(batch)));
        }
        List<float[]> parts = new ArrayList<>(batch.size());
        int at = 0;
        for (TrainingSequence sequence : batch) {
            parts.add(Arrays.copyOfRange(all, at, at + sequence.tokens().length));
            at += sequence.tokens().length;
        }
        return parts;
    }

    private static int completionTokens(List<TrainingSequence> batch) {
        int tokens = 0;
        for (TrainingSequence sequence : batch) {
            tokens += sequence.tokens().length;
        }
        return tokens;
    }
}
