package dev.cairn.bridge;

import dev.cairn.ports.Grader;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
final class HttpGraderTest extends GraderContract {
    @RegisterExtension
    static final HttpWorkerExtension WORKER = new HttpWorkerExtension();

    @Override
    Grader grader() {
        return new BridgeGrader(WORKER.link(), Duration.ofSeconds(3), RealPython.LONG);
    }
}
