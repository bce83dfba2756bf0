package dev.cairn.boot;

import dev.cairn.cli.LocalCommand;
import dev.cairn.cli.Options;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** Starts Cairn: options, then HOME and database, then the application. */
@QuarkusMain
public final class Main {
    /** First argument of the commands that {@code ops/cairn} executes without a server. */
    private static final String LOCAL = "local";

    private static final int USAGE = 2;
    private static final int NOT_STARTED = 3;

    private Main() {}

    /**
     * Exit status: the experiment's outcome with {@code --exit}; 2 for wrong usage, 3 if something needed is missing.
     */
    public static void main(String... args) {
        if (args.length == 2 && args[0].equals(LOCAL)) {
            System.exit(new LocalCommand(System.out, System.err).run(args[1]));
        }
        Options options = new Options();
        CommandLine parser = new CommandLine(options);
        try {
            parser.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            System.err.println("cairn: error: " + e.getMessage());
            parser.usage(System.err);
            System.exit(USAGE);
        }
        if (options.help()) {
            parser.usage(System.out);
            return;
        }
        Startup startup;
        try {
            startup = Startup.prepare(options);
        } catch (StartupException e) {
            System.err.println("cairn: error: " + e.getMessage());
            System.exit(NOT_STARTED);
            return;
        }
        startup.publishConfiguration();
        Lifecycle.afterStop(() -> {
            startup.stop();
            if (!options.rehearse()) {
                ProcessEnd.now();
            }
        });
        Quarkus.run(Application.class, args);
    }
}
