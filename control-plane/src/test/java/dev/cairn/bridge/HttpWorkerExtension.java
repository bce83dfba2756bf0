package dev.cairn.bridge;

import dev.cairn.platform.DurableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real worker process for all tests of a class. */
final class HttpWorkerExtension implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Path home;
    private @Nullable HttpWorker worker;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        home = Files.createTempDirectory("worker");
        worker = HttpWorker.start(places(), RealPython.freePort());
    }

    TestPlaces places() {
        return new TestPlaces(Objects.requireNonNull(home));
    }

    HttpLink link() {
        return Objects.requireNonNull(worker).link();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (worker != null) {
            worker.close();
        }
        if (home != null) {
            DurableFiles.deleteTree(home);
        }
    }
}
