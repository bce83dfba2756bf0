package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private Terminal terminal(Terminal.Kind kind) {
        return new Terminal(out, kind, now::get);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void silenceIsBrokenAfterTenSecondsAndThenEverMoreRarely() {
        Terminal terminal = terminal(Terminal.Kind.PLAIN);
        for (int second = 1; second <= 80; second++) {
            now.set(Instant.EPOCH.plusSeconds(second));
            terminal.status("at " + second);
        }
        assertThat(printed()).isEqualTo("at 10\nat 30\nat 70\n");
        terminal.line("news");
        now.set(now.get().plusSeconds(10));
        terminal.status("again");
        assertThat(printed()).endsWith("at 70\nnews\nagain\n");
    }

    @Test
    void nothingIsSaidWhereNothingGoesOn() {
        Terminal terminal = terminal(Terminal.Kind.PLAIN);
        now.set(Instant.EPOCH.plusSeconds(60));
        terminal.status("");
        assertThat(printed()).isEmpty();
    }

    @Test
    void onATerminalOneLineIsWrittenOverWithoutEscapeCodes() {
        Terminal terminal = terminal(Terminal.Kind.INTERACTIVE);
        terminal.status("0 of 16");
        terminal.status("0 of 16");
        terminal.status("1 of 2");
        terminal.line("done");
        assertThat(printed()).isEqualTo("\r0 of 16\r1 of 2 \r      \rdone\n").doesNotContain("\u001b");
    }

    @Test
    void theLogShowsItsWarningsOnceAndNothingBelow() {
        Notices notices = new Notices(terminal(Terminal.Kind.PLAIN), Path.of("/h/logs"), Set.of("told.elsewhere"));
        notices.publish(entry(Level.INFO, "run 1 claimed with fence 1", "dev.cairn"));
        notices.publish(entry(Level.WARN, "the engine lost adapter a", "dev.cairn"));
        notices.publish(entry(Level.WARN, "the engine lost adapter a", "dev.cairn"));
        notices.publish(entry(Level.WARN, "the database is away", "told.elsewhere"));
        notices.publish(entry(Level.ERROR, "run 2 stopped\n  at x", "dev.cairn"));
        assertThat(printed())
                .isEqualTo("cairn: warning: the engine lost adapter a\n"
                        + "cairn: error: run 2 stopped (more in /h/logs/control-plane.log)\n");
    }

    private static ExtLogRecord entry(java.util.logging.Level level, String text, String category) {
        ExtLogRecord entry = new ExtLogRecord(level, text, TerminalTest.class.getName());
        entry.setLoggerName(category);
        return entry;
    }
}
