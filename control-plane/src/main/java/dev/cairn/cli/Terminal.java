package dev.cairn.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What is printed: lines that stay, and what happens between them. On a terminal that is a line written over; elsewhere it
 * is printed after ten seconds of silence, then ever more rarely, so that a log tells work from a standstill.
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

    /** Null happens all the same where the console's module is missing. */
    @SuppressWarnings("SystemConsoleNull")
    static Terminal ofProcess() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        return new Terminal(System.out, interactive ? Kind.INTERACTIVE : Kind.PLAIN, InstantSource.system());
    }

    /** A line that stays. */
    synchronized void line(String text) {
        print(text);
        lastLine = clock.instant();
        silence = SILENCE;
    }

    /** What happens now; said again and again, shown when it is time. */
    synchronized void status(String text) {
        switch (kind) {
            case INTERACTIVE -> over(text);
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

    /** Nothing more is written over. */
    synchronized void close() {
        over("");
    }

    private void print(String text) {
        over("");
        out.println(text);
        out.flush();
    }

    /** By a carriage return and blanks: no escape code ends up in a log. */
    private void over(String text) {
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
