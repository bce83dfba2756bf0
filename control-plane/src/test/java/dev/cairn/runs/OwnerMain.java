package dev.cairn.runs;

import dev.cairn.queue.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An owner of runs in its own process, until there is nothing to claim.
 *
 * <p>It sends no heartbeats, so only database and worker show it that its run has another owner.
 */
final class OwnerMain {
    /** Held, or its handler would go with it. */
    private static final Logger OF_THE_WORK = Logger.getLogger(RunWork.class.getName());

    private OwnerMain() {}

    /** Arguments: JDBC URL with user and password, name, seconds of its lease, its HOME, the shared artifacts, Python. */
    public static void main(String[] arguments) throws InterruptedException {
        tellWarnings();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        String name = arguments[1];
        Duration lease = Duration.ofSeconds(Long.parseLong(arguments[2]));
        try (RunFixture fixture =
                RunFixture.of(database, Path.of(arguments[3]), Path.of(arguments[4]), Path.of(arguments[5]), lease)) {
            for (Optional<Lease> next = fixture.queue().claim(name);
                    next.isPresent();
                    next = fixture.queue().claim(name)) {
                Lease held = next.get();
                tell("claimed", held.run() + " with fence " + held.fence());
                Outcome outcome = fixture.work().execute(held, new StopSignal());
                if (outcome.equals(Outcome.succeeded())) {
                    fixture.queue().complete(held);
                }
                tell("ended", outcome.toString());
            }
        }
    }

    private static void tellWarnings() {
        OF_THE_WORK.addHandler(new Handler() {
            private final SimpleFormatter formatter = new SimpleFormatter();

            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    tell("warning", formatter.formatMessage(line));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    private static void tell(String word, String what) {
        System.out.println(word + " " + what.replace('\n', ' '));
        System.out.flush();
    }
}
