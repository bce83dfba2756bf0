package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedFilesTest {
    private static final String GOOD = "{\"id\": \"1\", \"question\": \"q\", \"answer\": \"a\"}\n";

    @TempDir
    private Path temporary;

    @Test
    void aRefusalNamesFileLineAndWhatToDo() {
        refused(GOOD + "{\"id\": \"2\", \"question\": ", 2, "ends in the middle", "get it again");
        refused(GOOD + "{\"id\": \"2\", \"question\": \"How", 2, "ends in the middle");
        refused(GOOD + "{\"id\": \"2\", \"question\": \"How\nmuch\"}", 2, "line break");
        refused(GOOD + "{\"id\": \"2\", \"question\": \"r\"}", 2, "\"answer\" is missing", "read as CAIRN");
        refused(GOOD + "{\"id\": \"2\", \"question\": [1], \"answer\": \"a\"}", 2, "must be text, not a list");
        refused(GOOD + "{\"id\": \"2\", \"question\": \" \", \"answer\": \"a\"}", 2, "\"question\" is empty");
        refused(GOOD + "{\"id\": \"2\", \"question\": \"r\", \"answer\": true}", 2, "not true or false");
        refused(GOOD + "{\"id\": \"2\", \"question\": \"a\\u0000b\", \"answer\": \"a\"}", 2, "NUL");
        refused(GOOD + "{\"id\": \"2\", \"question\": \"a\\ud83db\", \"answer\": \"a\"}", 2, "surrogate");
        refused(GOOD + GOOD.replace("\"q\"", "\"r\""), 2, "id is already used in line 1");
        refused(GOOD + "7", 2, "must be a JSON object");
        refused(GOOD.strip() + " trailing", 1, "is not a JSON record");
        refused("[" + GOOD + "] trailing", 2, "is not a JSON record");
        refused("[" + GOOD.strip() + "\n", 2, "ends before its list is closed");
        refused(GOOD.strip() + ",\n" + GOOD, 1, "extra comma");
        refused("{\"text\": \"q\"}", 1, "no known format has the fields text", "question=FIELD");
        refused("{'question': 'q', 'answer': 'a'}", 1, "single quotes");
        refused("{\"question\": \"q\", \"answer\": NaN}", 1, "NaN");
        refused("{\"question\": \"q\", \"answer\": \"1\", \"answer\": \"2\"}", 1, "occurs twice");
        refused("{\"question\": \"q\", \"answer\": \"\\frac{1}{2}\"}", 1, "control character", "two backslashes");
        refused("{\"question\": \"q\", \"answer\": \"\\sqrt{2}\"}", 1, "single backslash", "\\\\sqrt");
        refused("{\"question\": \"q\", \"answer\": \"2 \\times 3\"}", 1, "control character");
        refused("{\"question\": \"q\", \"answer\": \"x #### \"}", 1, "there is nothing after");
        refused("{\"a\":".repeat(100) + "1" + "}".repeat(100), 1, "nested too deeply");
        refused("question,answer\na,1\nb,2,3\n", 3, "3 cells for 2 columns", "double quotes");
        refused("question,question\na,1\n", 1, "same name");
        refused("question,answer\n\"open,1\n", 2, "not a row of a CSV table");
    }

    @Test
    void whatIsNoProblemFileIsNamedAsWhatItIs() {
        refused("", 0, "is empty");
        refused("\n   \n\t\n", 0, "is empty");
        refused("<!DOCTYPE html><html>", 0, "HTML", "download the file itself");
        refused("- question: q\n  answer: a\n", 0, "neither JSON Lines");
        refused("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", 0, "Git LFS", "git lfs pull");
        refused("PK\u0003\u0004rest", 0, "zip", "CSV");
        refused(GOOD.getBytes(StandardCharsets.UTF_16), 0, "UTF-16", "save it as UTF-8");
        refused(GOOD.getBytes(StandardCharsets.UTF_16LE), 0, "NUL bytes", "UTF-8");
        refused(WrittenFile.gzip(WrittenFile.gzip(GOOD.getBytes(StandardCharsets.UTF_8))), 0, "twice");
        byte[] packed = WrittenFile.gzip(GOOD.repeat(50).getBytes(StandardCharsets.UTF_8));
        refused(java.util.Arrays.copyOf(packed, packed.length - 20), 0, "damaged or truncated");
        refused("PAR1 and nothing else", 0, "not a Parquet file");
        refused((GOOD + GOOD.replace("q", "\u00e4")).getBytes(Charset.forName("windows-1252")), 2, "not UTF-8 text");
        assertThat(new WrittenFile(temporary).refusal()).hasMessageContaining("is a directory");
        assertThat(new WrittenFile(temporary.resolve("none")).refusal()).hasMessageContaining("no such file");
    }

    @Test
    void limitsAreNamedWithTheirSetting() {
        ReadOptions small = new ReadOptions(ProblemFormat.AUTO, FieldMapping.NONE, new FileLimits(200_000, 100_000, 2));
        String three = GOOD + "{\"question\": \"r\", \"answer\": \"a\"}\n{\"question\": \"s\", \"answer\": \"a\"}";
        assertThat(WrittenFile.of(temporary, three).refusal(small))
                .hasMessageContainingAll("line 3", "cairn.problems.max-records");
        String endless = GOOD.replace("\"q\"", "\"" + "q".repeat(190_000) + "\"");
        assertThat(WrittenFile.of(temporary, endless).refusal(small))
                .hasMessageContainingAll("line 1", "cairn.problems.max-record-length");
        String many = IntStream.range(0, 10)
                .mapToObj(i -> "{\"question\": \"" + i + "q".repeat(30_000) + "\", \"answer\": \"a\"}\n")
                .collect(Collectors.joining());
        ReadOptions tight =
                new ReadOptions(ProblemFormat.AUTO, FieldMapping.NONE, new FileLimits(200_000, 100_000, 100));
        byte[] bomb = WrittenFile.gzip(many.getBytes(StandardCharsets.UTF_8));
        assertThat(bomb.length).isLessThan(3_000);
        assertThat(WrittenFile.of(temporary, bomb).refusal(tight))
                .hasMessageContaining("cairn.problems.max-unpacked-bytes");
    }

    @Test
    void noRefusalRepeatsWhatTheFileHolds() {
        String secret = "cairn_S3cretS3cretS3cret";
        for (String content : new String[] {
            secret,
            secret + "\n" + secret,
            "{" + secret + "}",
            "{\"question\": " + secret + "}",
            "{\"" + secret + "/\": 1}",
            "[" + secret + "]",
            "{\"question\": \"q\", \"answer\": [[" + secret,
            "{\"question\": \"" + secret + "\", \"answer\": {\"a\": \"" + secret + "\"}}",
            "{\"" + secret + "!\": 1, \"" + secret + "!\": 2}",
            "question,answer\n\"" + secret + "\"x,1\n" + secret + ",,,,",
            secret + ":x:0:0:root:/root:/bin/bash"
        }) {
            assertThat(WrittenFile.of(temporary, content).refusal().getMessage())
                    .as(content)
                    .doesNotContain("S3cret");
        }
    }

    private void refused(String content, int line, String... words) {
        refused(content.getBytes(StandardCharsets.UTF_8), line, words);
    }

    private void refused(byte[] content, int line, String... words) {
        ProblemFileException refusal = WrittenFile.of(temporary, content).refusal();
        assertThat(refusal.getMessage())
                .startsWith("problems.jsonl" + (line > 0 ? ", line " + line : "") + ": ")
                .contains(words)
                .doesNotContain("\n");
    }
}
