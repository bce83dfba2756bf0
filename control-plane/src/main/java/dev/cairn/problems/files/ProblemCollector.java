package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.Notes.Note;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one file and refuses invalid problem sets. */
final class ProblemCollector implements RecordSink {
    /** Ids are index keys, which have a maximum length. */
    private static final int LONGEST_ID = 200;

    private static final int LONG_QUESTION = 10_000;

    private final String file;
    private final ReadOptions options;
    private final List<ReadProblem> problems = new ArrayList<>();
    private final List<Note> skipped = new ArrayList<>();
    private final List<Note> warnings = new ArrayList<>();
    private final Map<String, Integer> lineOfId = new HashMap<>();
    private final Map<String, ReadProblem> byText = new HashMap<>();
    private @Nullable RecordReader reader;
    private List<FileField> fields = List.of();
    private int records;

    /** @param file its name, for errors */
    ProblemCollector(String file, ReadOptions options) {
        this.file = file;
        this.options = options;
        if (options.mapping().isGiven()) {
            reader = new MappedRecords(options.mapping());
        }
    }

    @Override
    public void add(JsonNode item, int line) {
        try {
            if (!item.isObject()) {
                throw new BrokenRecordException("a record must be a JSON object, { ... }");
            }
            records++;
            if (records > options.limits().records()) {
                throw new BrokenRecordException(
                        "there are more than " + options.limits().records()
                                + " records, which is the limit of cairn.problems.max-records; split the file");
            }
            RecordReader readAs = reader(item);
            if (records == 1) {
                fields = FileField.of(item, readAs.uses(item));
            }
            switch (readAs.read(item, new RecordReader.Place(records, line))) {
                case RecordReader.Reading.Skipped(String reason) -> skipped.add(new Note(line, reason));
                case RecordReader.Reading.Accepted taken -> accept(taken, line);
            }
        } catch (BrokenRecordException e) {
            throw new ProblemFileException(file, line, e.getMessage() + readAs());
        }
    }

    ProblemFile finished() {
        if (records == 0) {
            throw new ProblemFileException(file, 0, "is empty; it must hold at least one record");
        }
        if (problems.isEmpty()) {
            throw new ProblemFileException(
                    file,
                    0,
                    "none of its " + records
                            + " records has an answer that can be checked; give problems with answers");
        }
        return new ProblemFile(
                reader == null ? options.format() : reader.format(),
                fields,
                problems,
                Notes.of(skipped),
                Notes.of(warnings));
    }

    private String readAs() {
        return reader == null || reader.format() == ProblemFormat.MAPPED ? "" : " (read as " + reader.format() + ")";
    }

    private RecordReader reader(JsonNode first) {
        RecordReader known = reader;
        if (known == null) {
            known = FormatChoice.of(first, options.format());
            reader = known;
        }
        return known;
    }

    private void accept(RecordReader.Reading.Accepted taken, int line) {
        Problem problem = taken.problem();
        if (problem.id().length() > LONGEST_ID) {
            throw new BrokenRecordException(
                    "the id has " + problem.id().length() + " characters; at most " + LONGEST_ID + " are allowed");
        }
        if (problem.answer().isEmpty()) {
            throw new BrokenRecordException("the answer is empty");
        }
        AnswerText.checked("answer", problem.answer());
        Integer earlier = lineOfId.putIfAbsent(problem.id(), line);
        if (earlier != null) {
            throw new BrokenRecordException("its id is already used in line " + earlier + "; ids must be unique");
        }
        ReadProblem read = new ReadProblem(problem, taken.unit(), line);
        ReadProblem same = byText.putIfAbsent(problem.textKey(), read);
        if (same != null) {
            if (!same.problem().answer().equals(problem.answer())) {
                throw new BrokenRecordException("its question is already in line " + same.line()
                        + ", with another answer; correct or remove one of the two");
            }
            warn(line, "repeats the question of line " + same.line());
        }
        if (taken.warning() != null) {
            warn(line, taken.warning());
        }
        if (problem.question().chars().anyMatch(ProblemCollector::strange)) {
            warn(line, "the question contains control characters");
        }
        if (problem.question().length() > LONG_QUESTION) {
            warn(line, "the question has " + problem.question().length() + " characters");
        }
        problems.add(read);
    }

    private void warn(int line, String reason) {
        warnings.add(new Note(line, reason));
    }

    private static boolean strange(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != 0x85;
    }
}
