package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.Notes;
import dev.cairn.problems.files.Notes.Note;
import dev.cairn.problems.files.ProblemFile;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import dev.cairn.problems.files.ProblemFileReader;
import dev.cairn.problems.files.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows what importing a file would give. */
public final class ProblemPreviews {
    private static final int SHOWN = 20;
    private static final int MOST_ANSWERS = 5_000;
    private static final int MOST_PROMPTS = 100_000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final FileCheck check;

    public ProblemPreviews(FileCheck check) {
        this.check = check;
    }

    /**
     * Reads the whole file, and stores nothing.
     *
     * @param fit the model that prompts and answers must fit
     * @throws dev.cairn.problems.files.ProblemFileException naming file, line and what is wrong
     * @throws IllegalArgumentException if the model does not have a tokenizer
     */
    public ProblemSetPreview of(
            UploadedFile upload, ReadOptions options, AnswerComparison comparison, @Nullable ModelFit fit)
            throws InterruptedException {
        ProblemFile file = ProblemFileReader.read(upload.path(), upload.name(), options);
        Notes warnings = file.warnings().and(check(file.problems(), comparison, fit));
        List<StoredProblem> records = IntStream.range(
                        0, Math.min(SHOWN, file.problems().size()))
                .mapToObj(i -> StoredProblem.of(i, file.problems().get(i)))
                .toList();
        return new ProblemSetPreview(
                upload.name(),
                upload.sha256(),
                file.format(),
                comparison,
                file.fields(),
                file.problems().size(),
                records,
                file.skipped().first(),
                file.skipped().total(),
                warnings.first(),
                warnings.total());
    }

    private List<Note> check(List<ReadProblem> problems, AnswerComparison comparison, @Nullable ModelFit fit)
            throws InterruptedException {
        List<Note> notes = new ArrayList<>();
        List<String> answers = comparison == AnswerComparison.TEXT
                ? List.of()
                : problems.stream()
                        .map(read -> read.problem().answer())
                        .filter(answer -> !NUMBER.matcher(answer).matches())
                        .distinct()
                        .toList();
        if (answers.size() > MOST_ANSWERS) {
            notes.add(new Note(
                    0,
                    "only the first %d of %d different answers were checked with the graders"
                            .formatted(MOST_ANSWERS, answers.size())));
            answers = answers.subList(0, MOST_ANSWERS);
        }
        List<ReadProblem> measured = problems.subList(0, Math.min(MOST_PROMPTS, problems.size()));
        if (fit != null && measured.size() < problems.size()) {
            notes.add(new Note(0, "only the first %d prompts were measured".formatted(MOST_PROMPTS)));
        }
        try {
            FileCheck.Found found = check.check(answers, fit == null ? null : prompts(fit, measured));
            notes.addAll(unreadable(problems, answers, found.readable()));
            if (fit != null) {
                notes.addAll(tooLong(measured, found.lengths(), fit));
            }
        } catch (FileCheck.CheckFailedException e) {
            notes.add(new Note(
                    0, "answers were not checked with the graders, and prompts were not measured: " + e.getMessage()));
        }
        return notes;
    }

    private static FileCheck.Prompts prompts(ModelFit fit, List<ReadProblem> problems) {
        return new FileCheck.Prompts(
                fit.directory(),
                problems.stream()
                        .map(read -> fit.prompt(read.problem().question()))
                        .toList());
    }

    private static List<Note> unreadable(List<ReadProblem> problems, List<String> answers, List<Boolean> readable) {
        Map<String, Boolean> byAnswer =
                IntStream.range(0, answers.size()).boxed().collect(Collectors.toMap(answers::get, readable::get));
        return problems.stream()
                .filter(read -> Boolean.FALSE.equals(byAnswer.get(read.problem().answer())))
                .map(read -> new Note(
                        read.line(), "no grading rule reads its answer; nothing will be equal to it but the same text"))
                .toList();
    }

    private static List<Note> tooLong(List<ReadProblem> problems, List<Integer> lengths, ModelFit fit) {
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < problems.size(); i++) {
            int room = fit.maxModelLength() - lengths.get(i);
            if (room < fit.maxTokens()) {
                notes.add(new Note(
                        problems.get(i).line(),
                        "its prompt has %d tokens, which leaves %d of the model's %d for an answer; %d are needed"
                                .formatted(lengths.get(i), Math.max(0, room), fit.maxModelLength(), fit.maxTokens())));
            }
        }
        return notes;
    }
}
