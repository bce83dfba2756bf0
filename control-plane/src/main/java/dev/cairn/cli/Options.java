package dev.cairn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code ops/run}. */
@Command(
        name = "ops/run",
        description = "Starts the control plane, queues a preset and shows how it goes.",
        sortOptions = false)
public final class Options {
    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "chains",
            paramLabel = "PRESET",
            description = "default: chains")
    String preset = "chains";

    @Option(names = "--exit", description = "stop when the experiment has ended, with its outcome as exit status")
    boolean exit;

    @Option(names = "--port", paramLabel = "N", description = "default: 8080")
    int port = 8080;

    @Option(names = "--home", paramLabel = "DIR", description = "database, adapters and logs; default: ~/.cairn")
    Path home = Path.of(System.getProperty("user.home"), ".cairn");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting of the spec, such as soar.outer.steps=4")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--problems", paramLabel = "FILE", description = "a problem file (JSON lines)")
    @Nullable
    Path problems;

    @Option(
            names = "--pools",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "default",
            description = "pools whose runs are carried out here; default: default")
    List<String> pools = List.of("default");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and stop")
    boolean help;

    public String preset() {
        return preset;
    }

    /** Whether to stop when the experiment has ended. */
    public boolean exit() {
        return exit;
    }

    public int port() {
        return port;
    }

    public Path home() {
        return home.toAbsolutePath().normalize();
    }

    /** Dotted settings over the preset. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The pools that this control plane serves. */
    public List<String> pools() {
        return List.copyOf(pools);
    }

    public @Nullable Path problems() {
        return problems == null ? null : problems.toAbsolutePath().normalize();
    }

    public boolean help() {
        return help;
    }
}
