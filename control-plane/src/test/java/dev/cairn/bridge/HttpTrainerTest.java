package dev.cairn.bridge;

import dev.cairn.ports.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
final class HttpTrainerTest extends TrainerContract {
    @RegisterExtension
    static final HttpWorkerExtension WORKER = new HttpWorkerExtension();

    @Override
    Trainer trainer() {
        try {
            return new BridgeTrainer(
                    WORKER.link(), RealPython.settings(), WORKER.places(), WorkerDeadlines.ofStep(RealPython.LONG));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
