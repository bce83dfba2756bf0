package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet as pyarrow writes it; CAIRN_PYTHON names an interpreter that has it. */
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParquetFilesTest {
    private final Path directory;

    ParquetFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    void write() throws Exception {
        try (InputStream source = ParquetFilesTest.class.getResourceAsStream("/problems/write_parquet.py")) {
            assertThat(source).isNotNull();
            Files.copy(source, directory.resolve("write_parquet.py"));
        }
        Path log = directory.resolve("log");
        Process writing = new ProcessBuilder(
                        System.getenv("CAIRN_PYTHON"),
                        directory.resolve("write_parquet.py").toString(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(writing.waitFor()).as(() -> read(log)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text-none", "text-gzip", "text-zstd"})
    void textIsReadHoweverItIsPacked(String name) {
        assertThat(file(name).answers()).containsExactly("\\frac{1}{2}", "7", "\u221e");
        assertThat(file(name).read().problems())
                .extracting(read -> read.problem().question())
                .containsExactly("What is half of one?", "3+4?", "Gr\u00f6\u00dfte Zahl?");
    }

    @Test
    void numbersAreWrittenWithTheFewestDigitsThatNameThem() {
        assertThat(file("ints").answers()).containsExactly("18", "-9007199254740993", "0");
        assertThat(file("doubles").answers())
                .containsExactly("0.0005", "3", "-2.5", "0.1", "10000000000000000000000", "0");
        assertThat(file("floats").answers()).containsExactly("0.1", "2.5");
        assertThat(file("decimals").answers()).containsExactly("0.00050", "3.00000");
    }

    @Test
    void aListOfAnswersIsJoinedAsInJson() {
        assertThat(file("lists").answers()).containsExactly("4, -4", "2");
    }

    @Test
    void whatIsMissingIsToldByRow() {
        assertThat(file("nulls").refusal()).hasMessageContainingAll("line 2", "\"answer\" is missing");
        assertThat(file("nan").refusal()).hasMessageContainingAll("line 2", "\"answer\" is missing");
    }

    @Test
    void structsAndDatesAsAnswersAreRefusedByTheFieldsName() {
        assertThat(file("structs").refusal()).hasMessageContainingAll("line 1", "\"answer\"", "not an object");
        assertThat(file("dates").refusal()).hasMessageContainingAll("line 1", "\"answer\"", "not an object");
        assertThat(file("lists-of-structs").refusal()).hasMessageContainingAll("line 1", "\"answer\"", "not an object");
    }

    @Test
    void columnsThatNoProblemNeedsDoNotMatter() {
        assertThat(file("beside").answers()).containsExactly("1", "2");
    }

    @Test
    void gzipAroundTheFileIsTakenOff() throws IOException {
        assertThat(WrittenFile.of(directory, WrittenFile.gzip(bytes("text"))).answers())
                .hasSize(3);
    }

    @Test
    void aTableWithoutRowsIsEmpty() {
        assertThat(file("empty").refusal()).hasMessageContaining("empty");
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        byte[] whole = bytes("text");
        refused(Arrays.copyOf(whole, whole.length / 2));
        byte[] otherEnd = whole.clone();
        otherEnd[whole.length - 1] = 'X';
        refused(otherEnd);
        refused("PAR1".getBytes(StandardCharsets.US_ASCII));
        refused("PAR1PAR1".getBytes(StandardCharsets.US_ASCII));
        byte[] otherStart = whole.clone();
        otherStart[0] = 'X';
        assertThat(WrittenFile.of(directory, otherStart).refusal()).hasMessageStartingWith("problems.jsonl");
    }

    private void refused(byte[] content) {
        assertThat(WrittenFile.of(directory, content).refusal())
                .hasMessageContainingAll("problems.jsonl", "not a Parquet file");
    }

    private WrittenFile file(String name) {
        return new WrittenFile(directory.resolve(name + ".parquet"));
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(file(name).path());
    }

    private static String read(Path log) {
        try {
            return List.of(Files.readString(log)).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
