package dev.cairn.soar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Chooses the questions of each batch: shuffled passes (epochs) over the set, one after the other, cut into batches.
 *
 * <p>A step's batch depends on the step's number alone, so that training resumes exactly after a restart. A batch
 * larger than the rest of a pass continues into the next pass and may contain a question twice.
 */
final class EpochSampler {
    private final Seeds.Training seeds;
    private final int size;
    private final int batch;

    EpochSampler(Seeds.Training seeds, int size, int batch) {
        if (size < 1) {
            throw new IllegalArgumentException("there are no questions to train on");
        }
        this.seeds = seeds;
        this.size = size;
        this.batch = batch;
    }

    /** Indices of a step's questions, in the order of the batch's slots. */
    List<Integer> batch(int step) {
        List<Integer> chosen = new ArrayList<>();
        long position = (long) step * batch;
        while (chosen.size() < batch) {
            int within = (int) (position % size);
            int taken = Math.min(size - within, batch - chosen.size());
            chosen.addAll(pass((int) (position / size)).subList(within, within + taken));
            position += taken;
        }
        return chosen;
    }

    private List<Integer> pass(int number) {
        return shuffled(IntStream.range(0, size).boxed().toList(), seeds.order(number));
    }

    static <T> List<T> shuffled(List<T> items, long seed) {
        List<T> copy = new ArrayList<>(items);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }
}
