package dev.cairn.problems;

import dev.cairn.problems.files.Notes;
import dev.cairn.problems.files.ProblemFile;
import dev.cairn.problems.files.ProblemFileReader;
import dev.cairn.problems.files.ReadOptions;
import dev.cairn.soar.AnswerComparison;
import java.util.List;
import java.util.stream.IntStream;

/** Shows what a file would become. */
public final class ProblemPreviews {
    private static final int SHOWN = 20;

    /** @throws dev.cairn.problems.files.ProblemFileException naming file, line and what is wrong */
    public Preview of(UploadedFile upload, ReadOptions options, AnswerComparison comparison) {
        ProblemFile file = ProblemFileReader.read(upload.path(), upload.name(), options);
        Notes warnings = file.warnings();
        List<StoredProblem> records = IntStream.range(
                        0, Math.min(SHOWN, file.problems().size()))
                .mapToObj(i -> StoredProblem.of(i, file.problems().get(i)))
                .toList();
        return new Preview(
                upload.name(),
                upload.sha256(),
                file.format(),
                comparison,
                file.problems().size(),
                records,
                file.skipped().first(),
                file.skipped().total(),
                warnings.first(),
                warnings.total());
    }
}
