package dev.cairn.bench;

import dev.cairn.boot.ProcessEnd;
import dev.cairn.platform.Database;
import dev.cairn.platform.Home;
import dev.cairn.platform.HomeLock;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Fills an empty database with made-up experiments: many runs and rollouts, in every table, as if they had been carried
 * out over the last year.
 */
@Command(name = "seed", mixinStandardHelpOptions = true)
public final class SeedDatabase implements Callable<Integer> {
    /** The database to fill. */
    static final class Target {
        @Option(
                names = "--home",
                description = "fills the local PostgreSQL of this HOME, which is made if it is missing")
        @Nullable
        Path home;

        @Option(
                names = "--database",
                description =
                        "fills the database at this JDBC URL, as the owner in CAIRN_DB_USER and CAIRN_DB_PASSWORD")
        @Nullable
        String url;
    }

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(names = "--runs", defaultValue = "100000", description = "runs, at least (default ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--rollouts",
            defaultValue = "10000000",
            description = "rollouts, at least (default ${DEFAULT-VALUE})")
    private long rollouts;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "what differs between databases of one size (default ${DEFAULT-VALUE})")
    private int seed;

    public static void main(String... arguments) {
        ProcessEnd.setStatus(new CommandLine(new SeedDatabase())
                .setExecutionExceptionHandler(SeedDatabase::explained)
                .execute(arguments));
        ProcessEnd.now();
    }

    @Override
    public Integer call() throws Exception {
        SeedSize size = size();
        if (target.home != null) {
            Home home = Home.at(target.home);
            try (HomeLock _ = HomeLock.take(home);
                    LocalPostgres postgres = LocalPostgres.start(home, Clock.systemUTC())) {
                fill(postgres.database(), size);
            }
        } else {
            fill(
                    Database.external(
                            String.valueOf(target.url),
                            System.getenv().getOrDefault("CAIRN_DB_USER", "cairn"),
                            System.getenv().getOrDefault("CAIRN_DB_PASSWORD", "")),
                    size);
        }
        return 0;
    }

    private SeedSize size() {
        if (runs < 1) {
            throw new ParameterException(command(), "--runs is " + runs + " (allowed: 1 or more)");
        }
        try {
            return SeedSize.of(runs, rollouts);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command(), "--rollouts is " + rollouts + ", too many for " + runs + " runs", e);
        }
    }

    private void fill(Database database, SeedSize size) throws Exception {
        Migrations.run(database);
        new Seeding(Seeding.owner(database), System.out::println).fill(size, seed);
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    /** A refusal is one line; anything else is a bug and keeps its stack trace. */
    private static int explained(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof Seeding.NotEmptyException) {
            command.getErr().println(failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
