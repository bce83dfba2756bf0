package dev.cairn.bridge;

import dev.cairn.soar.LossSettings;
import dev.cairn.soar.Trainer.Distribution;
import dev.cairn.soar.Trainer.Session;
import dev.cairn.soar.TrainingSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the way to the worker costs; run it by name. A repeated step carries the whole batch and computes nothing, so it
 * is the way alone.
 */
@Tag("real")
@Tag("measurement")
final class RoundTripMeasurement {
    private static final int SEQUENCES = 64;
    private static final int TOKENS = 64;
    private static final int REPEATS = 200;

    @TempDir
    Path home;

    @Test
    void overJepAndOverHttp() throws Exception {
        TestPlaces places = new TestPlaces(home);
        measure("Jep ", RealPython.trainer(), places);
        try (HttpRig rig = HttpRig.start(places, RealPython.freePort())) {
            measure("HTTP", rig.link(), places);
        }
    }

    private static void measure(String what, WorkerLink link, PolicyPlaces places) throws Exception {
        BridgeTrainer trainer =
                new BridgeTrainer(link, RealPython.settings(), places, WorkerDeadlines.ofStep(RealPython.LONG));
        try (Session session = trainer.open(TrainerContract.fresh(TrainerContract.run(), 1, 5))) {
            List<TrainingSequence> batch = batch(session);
            long start = System.nanoTime();
            double inside =
                    session.step(0, batch, 0.001, LossSettings.defaults()).seconds();
            double step = (System.nanoTime() - start) / 1e6;
            double[] repeats = new double[REPEATS];
            for (int i = 0; i < REPEATS; i++) {
                start = System.nanoTime();
                var _ = session.step(0, batch, 0.001, LossSettings.defaults());
                repeats[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(repeats);
            System.out.printf(
                    "MEASURED %s %d x %d tokens: step %.1f ms (worker's own %.1f ms); way alone median %.3f ms, p90 %.3f ms%n",
                    what, SEQUENCES, TOKENS, step, inside * 1000, repeats[REPEATS / 2], repeats[REPEATS * 9 / 10]);
        }
    }

    private static List<TrainingSequence> batch(Session session) throws InterruptedException {
        List<TrainingSequence> plain = new ArrayList<>();
        for (int i = 0; i < SEQUENCES; i++) {
            int shift = i;
            int[] prompt = new int[TOKENS];
            int[] tokens = new int[TOKENS];
            Arrays.setAll(prompt, t -> (t + shift) % 64);
            Arrays.setAll(tokens, t -> (3 * t + shift) % 64);
            plain.add(new TrainingSequence(prompt, tokens, new float[TOKENS], i % 2 == 0 ? 1 : -1, true));
        }
        List<float[]> logprobs = session.logprobs(Distribution.POLICY, plain, 1.0);
        List<TrainingSequence> batch = new ArrayList<>();
        for (int i = 0; i < SEQUENCES; i++) {
            TrainingSequence s = plain.get(i);
            batch.add(new TrainingSequence(s.promptTokens(), s.tokens(), logprobs.get(i), s.advantage(), true));
        }
        return batch;
    }
}
