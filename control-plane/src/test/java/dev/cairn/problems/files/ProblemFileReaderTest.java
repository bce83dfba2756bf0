package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Problem;
import dev.cairn.problems.files.Notes.Note;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemFileReaderTest {
    private static final String RECORD = "{\"id\": \"%s\", \"question\": \"q%<s\", \"answer\": \"a\"}";

    @TempDir
    private Path temporary;

    @Test
    void detectsEveryFormatFromTheFirstRecord() {
        reads("{\"id\": 7, \"question\": \"1+1\", \"answer\": 2}", ProblemFormat.CAIRN, new Problem("7", "1+1", "2"));
        reads(
                "{\"question\": \"q\", \"answer\": \"so <<6*200=1200>>\\n#### 1,200\"}",
                ProblemFormat.GSM8K,
                new Problem("gsm8k-1", "q", "1200"));
        reads(
                "{\"problem\": \"p\", \"solution\": \"is \\\\boxed{\\\\frac{1}{2}}.\", \"unique_id\": \"u\"}",
                ProblemFormat.MATH, new Problem("u", "p", "\\frac{1}{2}"));
        reads(
                "{\"problem\": \"p\", \"solution\": \"\\\\boxed{1}\", \"answer\": \"\\\\dfrac12\"}",
                ProblemFormat.MATH, new Problem("math-1", "p", "\\dfrac12"));
        reads(
                "{\"id\": 3, \"context\": \"c\", \"question\": \"q\", \"final_answer\": [\"$2$\", \"$x+1$\"]}",
                ProblemFormat.OLYMPIADBENCH,
                new Problem("3", "c\n\nq", "2, x+1"));
        reads(
                "{\"problem\": \"p\", \"answer\": \"A\", \"year\": 2001, \"contest\": \"AIME\", \"number\": 4}",
                ProblemFormat.HARP,
                new Problem("2001/AIME/4", "p", "A"));
    }

    @Test
    void jsonMayBePutTogetherInAnyWay() {
        String one = RECORD.formatted("1");
        String two = RECORD.formatted("2");
        for (String content : new String[] {
            one + "\n\n" + two + "\n",
            one + "\r\n" + two + "\r\n",
            one + " " + two,
            "[" + one + ",\n" + two + "]",
            "[" + one + "]\n[" + two + "]",
            one.replace(", ", ",\n  ") + "\n" + two,
            "\uFEFF" + one + "\n" + two,
            "\uFEFF[" + one + "," + two + "]",
            "\n \n" + one + "\n" + two
        }) {
            assertThat(WrittenFile.of(temporary, content).read().problems())
                    .as(content)
                    .extracting(read -> read.problem().id())
                    .containsExactly("1", "2");
        }
    }

    @Test
    void otherLineSeparatorsInTextsEndNoRecord() {
        ProblemFile file = WrittenFile.of(
                        temporary,
                        RECORD.formatted("1").replace("q1", "a\u2028b\u0085c") + "\n"
                                + RECORD.formatted("2").replace("q2", "a\\fb"))
                .read();
        assertThat(file.problems()).hasSize(2);
        assertThat(file.problems().getFirst().problem().question()).isEqualTo("a\u2028b\u0085c");
        assertThat(file.warnings().first()).containsExactly(new Note(2, "the question contains control characters"));
    }

    @Test
    void gzipIsUnpackedWhateverTheNameSays() {
        byte[] plain = (RECORD.formatted("1") + "\n" + RECORD.formatted("2")).getBytes(StandardCharsets.UTF_8);
        assertThat(WrittenFile.of(temporary, WrittenFile.gzip(plain)).read().problems())
                .hasSize(2);
    }

    @Test
    void tablesAreReadWithCommasSemicolonsOrTabs() {
        for (String separator : new String[] {",", ";", "\t"}) {
            String table = "question,answer\r\n\"What is 5+5,\nplease?\",10\r\n\"a \"\"b\"\" c\",12\r\n"
                    .replace("question,answer", "question" + separator + "answer")
                    .replace("\",1", "\"" + separator + "1");
            ProblemFile file = WrittenFile.of(temporary, table).read();
            assertThat(file.problems())
                    .extracting(ReadProblem::problem)
                    .containsExactly(
                            new Problem("line-2", "What is 5+5,\nplease?", "10"),
                            new Problem("line-4", "a \"b\" c", "12"));
        }
    }

    @Test
    void fieldsOfOtherNamesAreMapped() {
        ReadOptions mapped =
                new ReadOptions(ProblemFormat.AUTO, new FieldMapping("Problem", "Answer", "ID"), FileLimits.defaults());
        String aime = "{\"ID\": \"2020-I-4\", \"Problem\": \"What is 11*11?\", \"Answer\": 121}";
        ProblemFile file = WrittenFile.of(temporary, aime).read(mapped);
        assertThat(file.format()).isEqualTo(ProblemFormat.MAPPED);
        assertThat(file.problems())
                .extracting(ReadProblem::problem)
                .containsExactly(new Problem("2020-I-4", "What is 11*11?", "121"));
        assertThat(WrittenFile.of(temporary, aime).refusal())
                .hasMessageContainingAll("line 1", "upper and lower case", "question=Problem", "answer=Answer");
    }

    @Test
    void recordsWithoutACheckableAnswerAreSkippedWithLineAndReason() {
        ProblemFile file = WrittenFile.of(
                        temporary,
                        "{\"problem\": \"prove\", \"answer\": \"proof\"}\n{\"problem\": \"q\", \"answer\": \"5\"}\n"
                                + "{\"problem\": \"r\", \"answer\": \"notfound\"}")
                .read();
        assertThat(file.skipped().first()).extracting(Note::line).containsExactly(1, 3);
        assertThat(file.problems()).hasSize(1);
        assertThat(WrittenFile.of(
                                temporary,
                                "{\"year\": 1999, \"contest\": \"C\", \"number\": 3, \"problem\": \"prove\"}")
                        .refusal())
                .hasMessageContaining("none of its 1 records has an answer that can be checked");
    }

    @Test
    void repeatsAreToldAndContradictionsRefused() {
        String two = "{\"question\": \"2+3?\", \"answer\": \"5\"}\n{\"question\": \"4+9?\", \"answer\": \"13\"}\n";
        ProblemFile file = WrittenFile.of(temporary, two + "{\"question\": \" 2+3?\\n\", \"answer\": \"5\"}")
                .read();
        assertThat(file.warnings().first()).containsExactly(new Note(3, "repeats the question of line 1"));
        assertThat(WrittenFile.of(temporary, two + "{\"question\": \"4+9?\", \"answer\": \"14\"}")
                        .refusal())
                .hasMessageContainingAll("line 3", "line 2", "another answer");
    }

    private void reads(String record, ProblemFormat format, Problem problem) {
        ProblemFile file = WrittenFile.of(temporary, record).read();
        assertThat(file.format()).isEqualTo(format);
        assertThat(file.problems()).extracting(ReadProblem::problem).containsExactly(Objects.requireNonNull(problem));
    }
}
