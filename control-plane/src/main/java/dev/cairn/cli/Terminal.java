package dev.cairn.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Prints permanent lines and a status line. On a terminal the status is overwritten in place. Elsewhere it is printed
 * after ten seconds without output, then less and less often, so that a log shows that work is in progress.
 */
final class Terminal {
    /** Where the output goes. */
    enum Kind {
        INTERACTIVE,
        PLAIN
    }

    private static final int WIDTH = 79;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final PrintStream out;
    private final Kind kind;
    private final InstantSource clock;
    private Instant lastLine;
    private Duration silence = SILENCE;
    private String shown = "";

    Terminal(PrintStream out, Kind kind, InstantSource clock) {
        this.out = out;
        this.kind = kind;
        this.clock = clock;
        this.lastLine = clock.instant();
    }

    /** The console is null if its module is missing. */
    @SuppressWarnings("SystemConsoleNull")
    static Terminal ofProcess() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        return new Terminal(System.out, interactive ? Kind.INTERACTIVE : Kind.PLAIN, InstantSource.system());
    }

    /** Prints a permanent line. */
    synchronized void line(String text) {
        print(text);
        lastLine = clock.instant();
        silence = SILENCE;
    }

    /** Sets the current status, which is shown when it is due. */
    synchronized void status(String text) {
        switch (kind) {
            case INTERACTIVE -> overwrite(text);
            case PLAIN -> {
                if (!text.isEmpty()
                        && Duration.between(lastLine, clock.instant()).compareTo(silence) >= 0) {
                    Duration next = silence.multipliedBy(2);
                    print(text);
                    lastLine = clock.instant();
                    silence = next.compareTo(LONGEST_SILENCE) < 0 ? next : LONGEST_SILENCE;
                }
            }
        }
    }

    /** Ends the status line. */
    synchronized void close() {
        overwrite("");
    }

    private void print(String text) {
        overwrite("");
        out.println(text);
        out.flush();
    }

    /** Overwrites by a carriage return and spaces, so that no escape code gets into a log. */
    private void overwrite(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        if (kind == Kind.INTERACTIVE && !cut.equals(shown)) {
            out.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
            if (cut.isEmpty()) {
                out.print("\r");
            }
            out.flush();
            shown = cut;
        }
    }
}
