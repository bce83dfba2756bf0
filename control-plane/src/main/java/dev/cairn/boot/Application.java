package dev.cairn.boot;

import dev.cairn.cli.Options;
import dev.cairn.cli.RunCommand;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import picocli.CommandLine;

/** The application, as started from the terminal. */
final class Application implements QuarkusApplication {
    private final RunCommand command;

    @Inject
    Application(RunCommand command) {
        this.command = command;
    }

    @Override
    public int run(String... args) throws InterruptedException {
        Options options = CommandLine.populateCommand(new Options(), args);
        if (options.rehearse()) {
            return 0;
        }
        int status = command.run(options);
        ProcessEnd.setStatus(status);
        return status;
    }
}
