package dev.cairn;

import dev.cairn.cli.Options;
import dev.cairn.cli.RunCommand;
import dev.cairn.runs.RunExecutor;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import picocli.CommandLine;

/** The running application: carries out runs, and shows one experiment at the terminal. */
public final class Application implements QuarkusApplication {
    private final RunExecutor executor;
    private final RunCommand command;

    @Inject
    public Application(RunExecutor executor, RunCommand command) {
        this.executor = executor;
        this.command = command;
    }

    @Override
    public int run(String... args) throws InterruptedException {
        Options options = CommandLine.populateCommand(new Options(), args);
        executor.start();
        int status = command.run(options);
        ProcessEnd.status(status);
        return status;
    }
}
