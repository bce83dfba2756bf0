package dev.cairn.problems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.problems.RecordReader.BrokenRecordException;
import dev.cairn.soar.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the problems of one file and refuses what would not be a problem set. */
final class ProblemCollector {
    /** Ids are keys of indexes. */
    private static final int LONGEST_ID = 200;

    private final Path file;
    private final int limit;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> lineOfId = new HashMap<>();
    private ProblemFormat format;
    private @Nullable RecordReader reader;
    private int records;
    private int skipped;

    ProblemCollector(Path file, ProblemFormat format, int limit) {
        this.file = file;
        this.format = format;
        this.limit = limit;
    }

    boolean wantsMore() {
        return problems.size() < limit;
    }

    void add(JsonNode item, int line) {
        if (!item.isObject()) {
            throw new ProblemFileException(file, line, "must be a JSON object");
        }
        try {
            records++;
            reader(item).read(item, records).ifPresentOrElse(problem -> add(problem, line), () -> skipped++);
        } catch (BrokenRecordException e) {
            throw new ProblemFileException(
                    file, line, e.getMessage() + (format == ProblemFormat.AUTO ? "" : " (read as " + format + ")"));
        }
    }

    ProblemFile finished() {
        if (problems.isEmpty()) {
            throw new ProblemFileException(
                    file,
                    0,
                    skipped == 0
                            ? "is empty: it must hold at least one record"
                            : "none of its " + skipped + " records has an answer that can be checked");
        }
        return new ProblemFile(format, problems, skipped);
    }

    private RecordReader reader(JsonNode first) {
        if (reader == null) {
            if (format == ProblemFormat.AUTO) {
                format = RecordReaders.detect(first);
            }
            reader = RecordReaders.of(format);
        }
        return reader;
    }

    private void add(Problem problem, int line) {
        if (problem.id().length() > LONGEST_ID) {
            throw new BrokenRecordException(
                    "the id has " + problem.id().length() + " characters, at most " + LONGEST_ID + " are allowed");
        }
        Integer earlier = lineOfId.putIfAbsent(problem.id(), line);
        if (earlier != null) {
            throw new BrokenRecordException("the id " + problem.id() + " stands already in line " + earlier);
        }
        problems.add(problem);
    }
}
