package dev.cairn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code ops/run} and {@code ops/serve}; without a preset there is no experiment. */
@Command(
        name = "cairn",
        description =
                "Starts the control plane, queues a preset and shows its progress; without a preset it only starts.",
        sortOptions = false)
public final class Options {
    private static final int USUAL_PORT = 8080;
    private static final Path USUAL_HOME = Path.of(System.getProperty("user.home"), ".cairn");

    @Parameters(index = "0", arity = "0..1", paramLabel = "PRESET", description = "such as chains")
    @Nullable
    String preset;

    @Option(names = "--exit", description = "stop when the experiment has ended, with its outcome as exit status")
    boolean exit;

    @Option(names = "--new", description = "queue a new experiment even if the last one has not ended")
    boolean fresh;

    @Option(names = "--resume", description = "resume the last experiment, whatever its options were")
    boolean resume;

    @Option(names = "--port", paramLabel = "N", description = "default: 8080")
    int port = USUAL_PORT;

    @Option(names = "--home", paramLabel = "DIR", description = "database, adapters and logs; default: ~/.cairn")
    Path home = USUAL_HOME;

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description = "adapters and completions, where several machines share them; default: HOME/artifacts")
    @Nullable
    Path artifacts;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting of the spec, such as soar.outer.steps=4")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--problems", paramLabel = "FILE", description = "a file of problems")
    @Nullable
    Path problems;

    @Option(
            names = "--pools",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "default",
            description = "pools whose runs this control plane claims; default: default")
    List<String> pools = List.of("default");

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "how many runs this control plane executes at a time; default: 1")
    int runs = 1;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "starts and ends, so that the JVM can record what a start loads (ADR 48)")
    boolean rehearse;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this help and exit")
    boolean help;

    /** Which experiment to show if the last one has not ended. */
    public enum Choice {
        /** The last one, if it was started with the same options. */
        SAME,
        LAST,
        NEW
    }

    /** The preset; absent if there is no experiment to run. */
    public Optional<String> preset() {
        return Optional.ofNullable(preset);
    }

    public Choice choice() {
        return fresh ? Choice.NEW : resume ? Choice.LAST : Choice.SAME;
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

    /** The {@code ops/cairn} command with the options to find this Cairn and its token. */
    String cairnCommand() {
        String url = port == USUAL_PORT ? "" : " --url http://127.0.0.1:" + port;
        return "ops/cairn" + url + (home().equals(USUAL_HOME) ? "" : " --home " + quoted(home().toString()));
    }

    /** Quotes a text for a shell. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./@%+=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    public Optional<Path> artifacts() {
        return Optional.ofNullable(artifacts).map(path -> path.toAbsolutePath().normalize());
    }

    /** Settings that override the preset, by dotted name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The pools that this control plane serves. */
    public List<String> pools() {
        return List.copyOf(pools);
    }

    /** How many runs this control plane executes at a time. */
    public int runs() {
        return runs;
    }

    /** Whether to end as soon as everything has started. */
    public boolean rehearse() {
        return rehearse;
    }

    public @Nullable Path problems() {
        return problems == null ? null : problems.toAbsolutePath().normalize();
    }

    public boolean help() {
        return help;
    }
}
