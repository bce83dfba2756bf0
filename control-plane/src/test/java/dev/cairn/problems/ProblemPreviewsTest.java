package dev.cairn.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.FileField;
import dev.cairn.problems.files.Notes.Note;
import dev.cairn.problems.files.ReadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemPreviewsTest {
    private static final String FILE = """
            {"question": "short", "answer": "12"}
            {"question": "as long as can be", "answer": "(((("}
            {"question": "a third", "answer": "x+1"}
            """;

    @TempDir
    private Path temporary;

    private final List<String> asked = new ArrayList<>();

    @Test
    void tellsUnreadableAnswersAndPromptsThatAreTooLongByLine() throws Exception {
        FileCheck check = (answers, prompts) -> {
            asked.addAll(answers);
            List<Integer> lengths = prompts == null
                    ? List.of()
                    : prompts.texts().stream().map(String::length).toList();
            return new FileCheck.Found(
                    answers.stream().map(answer -> !answer.startsWith("(")).toList(), lengths);
        };
        ModelFit fit = new ModelFit(temporary, "Q:{question}", 20, 30);
        ProblemSetPreview preview = preview(check, AnswerComparison.MATHS, fit);
        assertThat(preview.accepted()).isEqualTo(3);
        assertThat(preview.fields())
                .containsExactly(
                        new FileField("question", FileField.Use.QUESTION),
                        new FileField("answer", FileField.Use.ANSWER));
        assertThat(preview.records()).extracting(StoredProblem::answer).containsExactly("12", "((((", "x+1");
        assertThat(preview.warnings())
                .containsExactly(
                        new Note(2, "no grading rule reads its answer; nothing will be equal to it but the same text"),
                        new Note(
                                2,
                                "its prompt has 19 tokens, which leaves 11 of the model's 30 for an answer; 20 are needed"));
        assertThat(asked).as("plain numbers need no grader").containsExactly("((((", "x+1");
    }

    @Test
    void answersThatAreTextsAreNotTriedWithTheGraders() throws Exception {
        FileCheck none = (answers, prompts) -> {
            asked.addAll(answers);
            return new FileCheck.Found(List.of(), List.of());
        };
        assertThat(preview(none, AnswerComparison.TEXT, null).warnings()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aCheckThatFailsIsToldAndHidesNothingElse() throws Exception {
        FileCheck failing = (answers, prompts) -> {
            throw new FileCheck.CheckFailedException("the check did not end within 1 s");
        };
        ProblemSetPreview preview = preview(failing, AnswerComparison.MATHS, null);
        assertThat(preview.accepted()).isEqualTo(3);
        assertThat(preview.warnings())
                .hasSize(1)
                .first()
                .satisfies(note -> assertThat(note.reason()).contains("did not end within 1 s"));
    }

    @Test
    void theRealCheckReadsAnswersAndMeasuresPrompts() throws Exception {
        String python = System.getenv("CAIRN_PYTHON");
        assumeTrue(python != null, "CAIRN_PYTHON names no interpreter");
        Path interpreter = Path.of(Objects.requireNonNull(python));
        Path workers = Path.of("..", "python-workers", "src").toRealPath();
        FileCheck real = new PythonFileCheck(interpreter, workers, Duration.ofMinutes(2));
        FileCheck.Prompts prompts =
                new FileCheck.Prompts(workers.resolve("cairn_chains/model"), List.of("<student>1+2=", "3+4"));
        FileCheck.Found found = real.check(List.of("\\frac12", "((((", "x+1"), prompts);
        assertThat(found.readable()).containsExactly(true, false, true);
        assertThat(found.lengths()).containsExactly(5, 3);
        assertThatThrownBy(() -> real.check(List.of(), new FileCheck.Prompts(temporary, List.of("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model: ");
        FileCheck hurried = new PythonFileCheck(interpreter, workers, Duration.ofMillis(1));
        assertThatThrownBy(() -> hurried.check(List.of("x"), null)).isInstanceOf(FileCheck.CheckFailedException.class);
    }

    private ProblemSetPreview preview(
            FileCheck check, AnswerComparison comparison, @org.jspecify.annotations.Nullable ModelFit fit)
            throws Exception {
        Path file = Files.writeString(temporary.resolve("p.jsonl"), FILE);
        return new ProblemPreviews(check).of(UploadedFile.of(file, "p.jsonl"), ReadOptions.detect(), comparison, fit);
    }
}
