package dev.cairn.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The stub engine in its own JVM. */
final class StubProcess implements AutoCloseable {
    private final Process process;
    private final URI url;

    private StubProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static StubProcess start(int tokens, int promptTokens) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StubEngine.class.getName(),
                        Integer.toString(tokens),
                        Integer.toString(promptTokens)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = process.inputReader().readLine();
        if (port == null) {
            throw new IOException("the stub engine ended at once; its lines above say why");
        }
        return new StubProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    URI url() {
        return url;
    }

    double cpuSeconds() {
        return ProcessCpu.ofTree(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
