package dev.cairn.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Shows the log's warnings and errors as plain lines on the terminal, each once. A file in HOME has the whole log. */
final class Notices extends ExtHandler {
    private static final Formatter MESSAGE = new PatternFormatter("%s");
    private static final int REMEMBERED = 1000;
    private static final int LONGEST = 400;

    private final Terminal terminal;
    private final Path logs;
    private final Set<String> toldElsewhere;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    Notices(Terminal terminal, Path logs, Set<String> toldElsewhere) {
        this.terminal = terminal;
        this.logs = logs;
        this.toldElsewhere = Set.copyOf(toldElsewhere);
        setLevel(Level.WARNING);
    }

    /**
     * Replaces the log's own lines on the terminal by notices.
     *
     * @param toldElsewhere log categories that do not need a notice
     */
    static void to(Terminal terminal, Path logs, Set<String> toldElsewhere) {
        Logger root = LogContext.getLogContext().getLogger("");
        for (Handler handler : root.getHandlers()) {
            silence(handler);
        }
        root.addHandler(new Notices(terminal, logs, toldElsewhere));
    }

    private static void silence(Handler handler) {
        if (handler instanceof ConsoleHandler || handler instanceof org.jboss.logmanager.handlers.ConsoleHandler) {
            handler.setLevel(Level.OFF);
        } else if (handler instanceof ExtHandler group) {
            for (Handler inner : group.getHandlers()) {
                silence(inner);
            }
        }
    }

    @Override
    protected void doPublish(ExtLogRecord entry) {
        String message = MESSAGE.format(entry).lines().findFirst().orElse("");
        if (!isLoggable(entry)
                || toldElsewhere.contains(entry.getLoggerName())
                || shown.size() >= REMEMBERED
                || !shown.add(message)) {
            return;
        }
        String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        boolean error = entry.getLevel().intValue() >= Level.SEVERE.intValue();
        terminal.line("cairn: " + (error ? "error: " : "warning: ") + cut
                + (error ? " (more in " + logs.resolve("control-plane.log") + ")" : ""));
    }
}
