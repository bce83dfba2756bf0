package dev.cairn.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.soar.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemFileReaderTest {
    @TempDir
    private Path temporary;

    @Test
    void detectsEveryFormatFromTheFirstRecord() throws IOException {
        assertThat(read("{\"id\": 7, \"question\": \"1+1\", \"answer\": 2}"))
                .isEqualTo(new ProblemFile(ProblemFormat.CAIRN, java.util.List.of(new Problem("7", "1+1", "2")), 0));
        assertThat(read("{\"question\": \"q\", \"answer\": \"so <<6*200=1200>>\\n#### 1,200\"}")
                        .problems())
                .containsExactly(new Problem("gsm8k-1", "q", "1200"));
        assertThat(read("{\"problem\": \"p\", \"solution\": \"is \\\\boxed{\\\\frac{1}{2}}.\", \"unique_id\": \"u\"}")
                        .problems())
                .containsExactly(new Problem("u", "p", "\\frac{1}{2}"));
        assertThat(read("{\"problem\": \"p\", \"solution\": \"\\\\boxed{1}\", \"answer\": \"\\\\dfrac12\"}")
                        .problems())
                .containsExactly(new Problem("math-1", "p", "\\dfrac12"));
        assertThat(read("{\"id\": 3, \"context\": \"c\", \"question\": \"q\", \"final_answer\": [\"$2$\", \"$x+1$\"]}")
                        .problems())
                .containsExactly(new Problem("3", "c\n\nq", "2, x+1"));
        assertThat(
                        read(
                                "{\"problem\": \"p\", \"answer\": \"A\", \"year\": 2001, \"contest\": \"AIME\", \"number\": 4}"))
                .isEqualTo(new ProblemFile(
                        ProblemFormat.HARP, java.util.List.of(new Problem("2001/AIME/4", "p", "A")), 0));
    }

    @Test
    void readsArraysBlankLinesAndAByteOrderMark() throws IOException {
        String record = "{\"id\": \"%s\", \"question\": \"q\", \"answer\": \"a\"}";
        assertThat(read("\uFEFF" + record.formatted("1") + "\n\n" + record.formatted("2") + "\n")
                        .problems())
                .hasSize(2);
        assertThat(read("[" + record.formatted("1") + ",\n" + record.formatted("2") + "]")
                        .problems())
                .hasSize(2);
        assertThat(ProblemFileReader.read(
                                file(record.formatted("1") + "\n" + record.formatted("2")), ProblemFormat.AUTO, 1)
                        .problems())
                .hasSize(1);
    }

    @Test
    void skipsProofsAndCountsThem() throws IOException {
        ProblemFile file = read("{\"id\": 1, \"question\": \"prove\", \"final_answer\": null}\n"
                + "{\"id\": 2, \"question\": \"q\", \"final_answer\": [\"5\"]}");
        assertThat(file.skipped()).isEqualTo(1);
        assertThat(file.problems()).hasSize(1);
    }

    @Test
    void namesFileLineAndWhatIsWrong() throws IOException {
        String good = "{\"id\": \"1\", \"question\": \"q\", \"answer\": \"a\"}\n";
        breaks(good + "{\"id\": \"2\", \"question\": ", "line 2", "is not a JSON record");
        breaks(good + "{\"id\": \"2\", \"question\": \"q\"}", "line 2", "\"answer\" is missing", "CAIRN");
        breaks(good + "{\"id\": \"2\", \"question\": [1], \"answer\": \"a\"}", "line 2", "must be text, is [1]");
        breaks(good + "{\"id\": \"2\", \"question\": \" \", \"answer\": \"a\"}", "line 2", "\"question\" is empty");
        breaks(good + "{\"id\": \"2\", \"question\": \"a\\u0000b\", \"answer\": \"a\"}", "line 2", "NUL");
        breaks(good + good, "line 2", "the id 1 stands already in line 1");
        breaks(good + "7", "line 2", "must be a JSON object");
        breaks(good + good.strip() + " trailing", "line 2", "is not a JSON record");
        breaks("{\"text\": \"q\"}", "line 1", "no known format has the fields [text]");
        breaks("", "is empty");
        breaks("{\"question\": \"q\", \"answer\": \"x #### \"}", "line 1", "nothing stands after");
        breaks("{\"problem\": \"q\", \"solution\": \"no box \\\\boxed{1\"}", "line 1", "no balanced");
        assertThatThrownBy(() -> ProblemFileReader.read(temporary.resolve("none"), ProblemFormat.AUTO, null))
                .isInstanceOf(ProblemFileException.class)
                .hasMessageContaining("no such file");
        Path latin = temporary.resolve("latin.jsonl");
        Files.write(latin, "{\"id\": \"1\", \"question\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ProblemFileReader.read(latin, ProblemFormat.AUTO, null))
                .isInstanceOf(ProblemFileException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void findsTheLastBalancedBox() {
        assertThat(Boxes.last("\\boxed{1} then \\boxed{\\sqrt{2}} and \\boxed{open"))
                .contains("\\sqrt{2}");
        assertThat(Boxes.last("\\boxed{\\{1,2\\}}")).contains("\\{1,2\\}");
        assertThat(Boxes.last("\\boxed{ }")).isEmpty();
        assertThat(Boxes.last("nothing")).isEmpty();
    }

    private ProblemFile read(String content) throws IOException {
        return ProblemFileReader.read(file(content), ProblemFormat.AUTO, null);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(temporary.resolve("problems.jsonl"), content);
    }

    private void breaks(String content, String... words) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> ProblemFileReader.read(file, ProblemFormat.AUTO, null))
                .isInstanceOf(ProblemFileException.class)
                .hasMessageContaining("problems.jsonl")
                .hasMessageContainingAll(words);
    }
}
