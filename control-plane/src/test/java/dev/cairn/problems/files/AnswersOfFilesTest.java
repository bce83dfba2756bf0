package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.problems.files.Notes.Note;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersOfFilesTest {
    @TempDir
    private Path temporary;

    @Test
    void numbersKeepTheirPlaces() {
        assertThat(own("0.0005")).isEqualTo("0.0005");
        assertThat(own("12500000.5")).isEqualTo("12500000.5");
        assertThat(own("1e22")).isEqualTo("10000000000000000000000");
        assertThat(own("98765432109876543210")).isEqualTo("98765432109876543210");
        assertThat(own("0.98765432109876543210")).isEqualTo("0.98765432109876543210");
        assertThat(own("2.50")).isEqualTo("2.50");
        assertThat(own("-6.02e230")).isEqualTo("-6.02 \\times 10^{230}");
    }

    @Test
    void whatDataSetsWriteAroundAnAnswerIsTakenOff() {
        assertThat(own("\"\\\\boxed{25}\"")).isEqualTo("25");
        assertThat(own("\"$30$\"")).isEqualTo("30");
        assertThat(own("\"$\\\\boxed{x+1}$\"")).isEqualTo("x+1");
        assertThat(own("\"\\\\(7\\\\)\"")).isEqualTo("7");
        assertThat(own("\"The answer is 35.\"")).isEqualTo("35");
        assertThat(own("\" 40 \\n\"")).isEqualTo("40");
        assertThat(own("[\"4\", \"-4\"]")).isEqualTo("4, -4");
        assertThat(own("\"$a$ and $b$\"")).as("not one formula").isEqualTo("$a$ and $b$");
        assertThat(own("\"$5\"")).as("dollars").isEqualTo("$5");
    }

    @Test
    void marksOfGsm8kAreReadWithGroupsMoneyAndPercent() {
        assertThat(gsm8k("1\\n#### 2,436")).isEqualTo("2436");
        assertThat(gsm8k("####7")).isEqualTo("7");
        assertThat(gsm8k("#### -3")).isEqualTo("-3");
        assertThat(gsm8k("#### $18")).isEqualTo("18");
        assertThat(gsm8k("#### one\\n#### 16")).isEqualTo("16");
        assertThat(gsm8k("#### 3, 4")).isEqualTo("3, 4");
        assertThat(gsm8k("#### 25%")).isEqualTo("25%");
        assertThat(gsm8k("#### 1,234,567.5")).isEqualTo("1234567.5");
    }

    @Test
    void theLastBoxOfASolutionIsTakenAndSeveralAreTold() {
        assertThat(solution("The only one is $\\\\boxed 2.$")).isEqualTo("2");
        assertThat(solution("\\\\boxed{1} then \\\\boxed{\\\\sqrt{2}}")).isEqualTo("\\sqrt{2}");
        assertThat(solution("\\\\fbox{\\\\{1,2\\\\}}")).isEqualTo("\\{1,2\\}");
        ProblemFile two = WrittenFile.of(
                        temporary, "{\"problem\": \"p\", \"solution\": \"$\\\\boxed{3}$ and $\\\\boxed{-3}$\"}")
                .read();
        assertThat(two.problems().getFirst().problem().answer()).isEqualTo("-3");
        assertThat(two.warnings().first())
                .containsExactly(new Note(1, "the solution has 2 boxes; the last one was taken as the answer"));
        assertThat(WrittenFile.of(temporary, "{\"problem\": \"p\", \"solution\": \"\\\\boxed{ }\"}")
                        .refusal())
                .hasMessageContainingAll("line 1", "no complete");
    }

    @Test
    void anAnswerOfNullOrNothingLeavesItToTheSolution() {
        for (String answer : new String[] {"null", "\"\"", "\" \""}) {
            assertThat(WrittenFile.of(
                                    temporary,
                                    "{\"problem\": \"p\", \"answer\": " + answer + ", \"solution\": \"\\\\boxed{16}\"}")
                            .answers())
                    .containsExactly("16");
        }
        assertThat(WrittenFile.of(temporary, "{\"problem\": \"p\", \"answer\": \"24\", \"solution\": null}")
                        .answers())
                .containsExactly("24");
    }

    @Test
    void olympiadBenchKeepsToleranceAndUnitAndJoinsItsLists() {
        ProblemFile file = WrittenFile.of(temporary, """
                        {"id": 1, "question": "a?", "final_answer": ["3.7"], "unit": "%", "error": "1e-1"}
                        {"id": 2, "question": "b?", "final_answer": ["$90^{\\\\circ}$,$60^{\\\\circ}$"], "error": null}
                        {"id": 3, "question": "c?", "final_answer": [["7"]], "unit": null, "error": "1,2"}
                        {"id": 4, "question": "d?", "final_answer": null}
                        {"id": 5, "question": "e?", "final_answer": [5, "-5"]}
                        """).read();
        assertThat(file.problems())
                .extracting(read -> read.problem().answer())
                .containsExactly("3.7", "90^{\\circ}, 60^{\\circ}", "7", "5, -5");
        assertThat(file.problems().getFirst().problem().tolerance()).isEqualTo(0.1);
        assertThat(file.problems().getFirst().unit()).isEqualTo("%");
        assertThat(file.problems().get(2).problem().tolerance()).isNull();
        assertThat(file.warnings().first()).extracting(Note::line).containsExactly(1, 3);
        assertThat(file.skipped().first()).extracting(Note::line).containsExactly(4);
    }

    private String own(String answer) {
        return WrittenFile.of(temporary, "{\"question\": \"q\", \"answer\": " + answer + "}")
                .answers()
                .getFirst();
    }

    private String gsm8k(String answer) {
        return WrittenFile.of(temporary, "{\"question\": \"q\", \"answer\": \"" + answer + "\"}")
                .answers()
                .getFirst();
    }

    private String solution(String solution) {
        return WrittenFile.of(temporary, "{\"problem\": \"p\", \"solution\": \"" + solution + "\"}")
                .answers()
                .getFirst();
    }
}
