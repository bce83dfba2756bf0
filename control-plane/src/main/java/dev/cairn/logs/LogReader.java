package dev.cairn.logs;

import dev.cairn.logs.LogParts.Part;
import dev.cairn.logs.Portion.Lines;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log in pages. Of the files it holds a portion at a time, of the entries at most a page; one page reads so much
 * and no more, whatever is looked for.
 */
final class LogReader {
    static final int PORTION = 512 * 1024;
    private static final long READ_PER_PAGE = 32L << 20;
    private static final int TEXT_PER_PAGE = 1 << 20;

    private final List<Part> parts;
    private final LineFormat format;
    private final Predicate<LogEntry> wanted;
    private final int limit;
    private final List<LogEntry> found = new ArrayList<>();
    private int text;
    private long read;

    /** @param wanted which entries of the run are wanted */
    LogReader(Path newest, LineFormat format, Predicate<LogEntry> wanted, int limit) {
        this.parts = LogParts.of(newest);
        this.format = format;
        this.wanted = wanted;
        this.limit = limit;
    }

    /** A position in a log: between two entries of one of its files. */
    record Position(long file, long offset) {}

    /**
     * Entries, oldest first.
     *
     * @param older where the entries before them end; absent at the beginning
     * @param newer where the entries after them begin; absent if there is no log yet
     */
    record Read(
            List<LogEntry> entries,
            @Nullable Position older,
            @Nullable Position newer) {}

    /**
     * The last entries before a position, or of the whole log.
     *
     * @param start nothing before this time is wanted
     */
    Read before(@Nullable Position position, Instant start) {
        int at = position == null ? parts.size() - 1 : index(position);
        if (at < 0) {
            return new Read(List.of(), null, null);
        }
        long end = position == null
                ? endOfLines(parts.get(at))
                : Math.min(position.offset(), parts.get(at).size());
        Position newer = new Position(parts.get(at).key(), end);
        while (at >= 0 && mayReadOn()) {
            Part part = parts.get(at);
            if (end == 0) {
                at--;
                end = at < 0 ? 0 : parts.get(at).size();
                continue;
            }
            long from = Math.max(0, end - PORTION);
            List<Lines> entries = entries(part, from, end, from == 0);
            for (Lines lines : entries.reversed()) {
                if (take(lines)) {
                    return new Read(found.reversed(), new Position(part.key(), lines.start()), newer);
                }
            }
            if (!entries.isEmpty() && format.isBefore(start, entries.getFirst().first())) {
                return new Read(found.reversed(), null, newer);
            }
            // An entry that is longer than a portion is passed over.
            end = entries.isEmpty() ? from : entries.getFirst().start();
        }
        return new Read(
                found.reversed(), at < 0 ? null : new Position(parts.get(at).key(), end), newer);
    }

    /** The first entries after a position; those of the whole log if its file is gone. */
    Read after(Position position) {
        int known = index(position);
        int at = Math.max(known, 0);
        if (parts.isEmpty()) {
            return new Read(List.of(), null, position);
        }
        long from = known < 0 ? 0 : Math.min(position.offset(), parts.get(at).size());
        Position older = new Position(parts.get(at).key(), from);
        while (mayReadOn()) {
            Part part = parts.get(at);
            if (from >= part.size()) {
                if (at + 1 == parts.size()) {
                    break;
                }
                at++;
                from = 0;
                continue;
            }
            long to = Math.min(part.size(), from + PORTION);
            List<Lines> entries = entries(part, from, to, true);
            if (entries.isEmpty()) {
                if (to == part.size() && at + 1 == parts.size()) {
                    break;
                }
                from = to;
                continue;
            }
            // The last one may continue in the next portion.
            int whole = to < part.size() && entries.size() > 1 ? entries.size() - 1 : entries.size();
            for (Lines lines : entries.subList(0, whole)) {
                from = lines.end();
                if (take(lines)) {
                    break;
                }
            }
        }
        return new Read(List.copyOf(found), older, new Position(parts.get(at).key(), from));
    }

    private boolean mayReadOn() {
        return found.size() < limit && text < TEXT_PER_PAGE && read < READ_PER_PAGE;
    }

    /** Takes an entry if it is wanted; returns whether the page is full. */
    private boolean take(Lines lines) {
        LogEntry entry = format.read(lines.lines());
        if (entry != null && wanted.test(entry)) {
            found.add(entry);
            text += entry.text().length();
        }
        return found.size() >= limit || text >= TEXT_PER_PAGE;
    }

    private List<Lines> entries(Part part, long from, long to, boolean whole) {
        byte[] bytes = part.bytes(from, to);
        read += bytes.length;
        return Portion.entries(bytes, from, whole, format);
    }

    /** Where the last whole line ends: a line may be in the middle of being written. */
    private static long endOfLines(Part part) {
        long from = Math.max(0, part.size() - PORTION);
        byte[] bytes = part.bytes(from, part.size());
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return from + i;
            }
        }
        return from;
    }

    private int index(Position position) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).key() == position.file()) {
                return i;
            }
        }
        return -1;
    }
}
