package dev.cairn.bridge;

import dev.cairn.ports.Grader;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

@Tag("real")
final class JepGraderTest extends GraderContract {
    @Override
    Grader grader() {
        return new BridgeGrader(RealPython.grader(), Duration.ofSeconds(3), RealPython.LONG);
    }
}
