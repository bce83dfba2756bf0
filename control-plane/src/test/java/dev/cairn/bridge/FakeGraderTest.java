package dev.cairn.bridge;

import dev.cairn.bridge.fakes.FakeGrader;
import dev.cairn.ports.Grader;

final class FakeGraderTest extends GraderContract {
    @Override
    Grader grader() {
        return new FakeGrader();
    }
}
