package dev.cairn.logs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.LogNames;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Cursor;
import dev.cairn.logs.LogReader.Position;
import dev.cairn.logs.LogReader.Read;
import dev.cairn.platform.Home;
import dev.cairn.spec.ExecutionSpec;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logs of runs, from the files of this machine. */
@Singleton
public final class RunLogs {
    private static final String OLDER = "older-log";
    private static final String NEWER = "newer-log";
    private static final String ELSEWHERE =
            "the logs of this machine have no lines of this run: another control plane carries it out, or newer lines"
                    + " have replaced them";
    /** Times of engines are whole seconds, and the last lines come a little later. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Home home;
    private final ExperimentStore experiments;
    private final LogNames names;
    private final ObjectMapper json;
    private final Clock clock;

    public RunLogs(Home home, ExperimentStore experiments, LogNames names, ObjectMapper json, Clock clock) {
        this.home = home;
        this.experiments = experiments;
        this.names = names;
        this.json = json;
        this.clock = clock.withZone(ZoneId.systemDefault());
    }

    /**
     * One page of a log of a run.
     *
     * @throws IllegalArgumentException if the cursor is not one of this log
     */
    public LogPage page(Run run, LogQuery query) {
        LogSource source = query.source();
        String absent = whyAbsent(run, source);
        Instant started = run.startedAt();
        if (absent != null || started == null) {
            return new LogPage(source, List.of(), absent, null, null);
        }
        Read read = read(run, started, query);
        return new LogPage(
                source,
                read.entries(),
                note(source, query, read),
                cursor(OLDER, source, read.older()),
                cursor(NEWER, source, read.newer()));
    }

    private Read read(Run run, Instant started, LogQuery query) {
        LogReader reader = new LogReader(
                file(run.id(), query.source()), format(run, started, query.source()), query::wants, query.limit());
        String cursor = query.cursor();
        Instant start = started.minus(MARGIN);
        if (cursor == null) {
            return reader.before(null, start);
        }
        boolean forth =
                Cursor.decode(cursor).map(Cursor::list).filter(NEWER::equals).isPresent();
        Position position = position(forth ? NEWER : OLDER, query.source(), cursor);
        return forth ? reader.after(position) : reader.before(position, start);
    }

    private LineFormat format(Run run, Instant started, LogSource source) {
        if (source == LogSource.CONTROL_PLANE) {
            return new JsonLines(json, run.id().value());
        }
        Instant ended = run.endedAt();
        Instant end = ended == null ? Instant.MAX : ended.plus(MARGIN);
        return new PlainLines(new PlainLines.Window(started.minus(MARGIN), end), clock);
    }

    /** The newest file of a log. */
    private Path file(RunId run, LogSource source) {
        Optional<String> name = switch (source) {
            case CONTROL_PLANE -> Optional.empty();
            case ENGINE -> names.engine(run);
            case WORKER -> names.worker(run);
        };
        return home.logs().resolve(name.orElse(source.file()) + ".log");
    }

    /** Why this machine has no such log of the run; null if it may have one. */
    private @Nullable String whyAbsent(Run run, LogSource source) {
        if (run.startedAt() == null) {
            return "the run has not started";
        }
        ExecutionSpec execution = experiments.claimedRun(run.id()).spec().execution();
        return switch (source) {
            case CONTROL_PLANE -> null;
            case ENGINE ->
                execution.engine() == null
                        ? null
                        : "the run uses the registered engine " + execution.engine()
                                + ", whose log is on the engine's machine";
            case WORKER -> {
                if (execution.bridge() == ExecutionSpec.Bridge.JEP
                        && names.worker(run.id()).isEmpty()) {
                    yield "Python runs inside the control plane (execution.bridge is JEP), whose log has its errors";
                }
                yield execution.worker() == null
                        ? null
                        : "the run uses the registered worker " + execution.worker()
                                + ", whose log is on the worker's machine";
            }
        };
    }

    private static @Nullable String note(LogSource source, LogQuery query, Read read) {
        if (query.cursor() != null) {
            return null;
        }
        if (read.entries().isEmpty() && read.older() == null) {
            return query.text() == null && query.level() == LogLevel.DEBUG ? ELSEWHERE : null;
        }
        return source == LogSource.CONTROL_PLANE
                ? null
                : "written between the start and the end of the run; other runs may have used the " + source.wireName()
                        + " at the same time, or while this one was paused";
    }

    private static @Nullable String cursor(String list, LogSource source, @Nullable Position position) {
        return position == null
                ? null
                : new Cursor(
                                list,
                                List.of(
                                        source.wireName(),
                                        Long.toString(position.file()),
                                        Long.toString(position.offset())))
                        .encode();
    }

    private static Position position(String list, LogSource source, String text) {
        Cursor cursor = Cursor.of(list, 3, text);
        if (!cursor.text(0).equals(source.wireName()) || cursor.number(2) < 0) {
            throw Cursor.invalid();
        }
        return new Position(cursor.number(1), cursor.number(2));
    }
}
