package dev.cairn.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.FileLimits;
import dev.cairn.problems.files.ProblemFileException;
import dev.cairn.problems.files.ReadOptions;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemSetsTest {
    private static final String FILE = """
            {"id": 1, "question": "q", "final_answer": ["$2.5$"], "error": "0.1", "unit": "m"}
            """;

    @TempDir
    private Path temporary;

    private final TestDatabase database = TestDatabase.empty();

    @Test
    void theSameNameWithTheSameContentIsTheSameSet() {
        ProblemSet first = add("mine", FILE, AnswerComparison.MATHS);
        assertThat(add("mine", FILE, AnswerComparison.MATHS)).isEqualTo(first);
        assertThat(sets().problems(first.id())).containsExactly(new Problem("1", "q", "2.5", 0.1));
        assertThat(sets().find(first.id())).contains(first);
        assertThat(sets().named("mine", "problems.set")).isEqualTo(first);
        assertThat(first.createdBy()).isEqualTo("ada");
        assertThat(first.builtIn()).isFalse();
        assertThat(first.bytes()).isEqualTo(FILE.length());
    }

    @Test
    void theSameNameWithOtherContentIsRefusedAndLeavesTheSetAlone() {
        ProblemSet first = add("mine", FILE, AnswerComparison.MATHS);
        assertThatThrownBy(() -> add("mine", FILE.replace("2.5", "3"), AnswerComparison.MATHS))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("choose another name");
        assertThatThrownBy(() -> add("mine", FILE, AnswerComparison.TEXT)).isInstanceOf(NameTakenException.class);
        assertThat(sets().named("mine", "problems.set")).isEqualTo(first);
        assertThat(add("other", FILE, AnswerComparison.MATHS).id()).isNotEqualTo(first.id());
    }

    @Test
    void ofTwoWhoStoreANameAtTheSameTimeOneIsToldThatItIsTaken() {
        assertThatThrownBy(() -> Overtaken.by(
                        database.application(),
                        "insert into problem_set (name, source, sha256, problems) values ('mine', 'upload', 'other', 1)",
                        () -> add("mine", FILE, AnswerComparison.MATHS)))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("choose another name");
        assertThat(database.query("select count(*), min(sha256) from problem_set"))
                .containsExactly("1|other");
    }

    @Test
    void theBytesThatCameAreKeptByTheirSha256() throws Exception {
        ProblemSet set = add("mine", FILE, AnswerComparison.MATHS);
        add("other", FILE, AnswerComparison.MATHS);
        try (Stream<Path> kept = Files.list(temporary.resolve("kept"))) {
            assertThat(kept.map(path -> path.getFileName().toString())).containsExactly(set.sha256());
        }
        assertThat(Files.readString(temporary.resolve("kept").resolve(String.valueOf(set.sha256()))))
                .isEqualTo(FILE);
    }

    @Test
    void theBytesOfAnUploadWhoseNameIsTakenAreNotKept() throws Exception {
        ProblemSet set = add("mine", FILE, AnswerComparison.MATHS);
        assertThatThrownBy(() -> add("mine", FILE.replace("2.5", "3"), AnswerComparison.MATHS))
                .isInstanceOf(NameTakenException.class);
        assertThatThrownBy(() -> add("mine", FILE, AnswerComparison.TEXT)).isInstanceOf(NameTakenException.class);
        try (Stream<Path> kept = Files.list(temporary.resolve("kept"))) {
            assertThat(kept.map(path -> path.getFileName().toString())).containsExactly(set.sha256());
        }
    }

    @Test
    void anUploadThatBreaksOffIsToldAsThatAndLeavesNothing() throws Exception {
        Path directory = Files.createDirectories(temporary.resolve("cut"));
        InputStream cut = new SequenceInputStream(
                new ByteArrayInputStream("{\"question".getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection was closed");
                    }

                    @Override
                    public int read(byte[] into, int from, int most) throws IOException {
                        return read();
                    }
                });
        assertThatThrownBy(() -> UploadedFile.receive(cut, "cut.jsonl", directory, 1000))
                .isInstanceOf(UploadedFile.CutOffException.class)
                .hasMessageContaining("interrupted after 10 bytes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftOfAFileThatIsRefused() throws Exception {
        assertThatThrownBy(() -> add("broken", FILE + "{", AnswerComparison.MATHS))
                .isInstanceOf(ProblemFileException.class)
                .hasMessageStartingWith("up.jsonl, line 2: ");
        assertThatThrownBy(() -> add("large", FILE.repeat(50), AnswerComparison.MATHS))
                .isInstanceOf(UploadedFile.TooLargeException.class)
                .hasMessageContaining("cairn.problems.max-bytes");
        for (String name : List.of("", "a/b", "../x", "-a", "a b", "chains", "a".repeat(101))) {
            assertThatThrownBy(() -> add(name, FILE, AnswerComparison.MATHS))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("name must");
        }
        assertThat(sets().list(10, null).items()).isEmpty();
        try (Stream<Path> kept = Files.list(temporary.resolve("kept"))) {
            assertThat(kept).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfManyProblemsAndPagesThroughThem() {
        List<Problem> problems = IntStream.range(0, 2500)
                .mapToObj(i -> new Problem("p" + i, "'; drop table problem; -- \\ \t " + i, "" + i))
                .toList();
        ProblemSet set = sets().store("many", "test", problems);
        assertThat(set.problems()).isEqualTo(2500);
        assertThat(sets().problems(set.id())).isEqualTo(problems);
        assertThat(sets().problems(set.id(), 3)).isEqualTo(problems.subList(0, 3));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            ProblemSets.ProblemPage page = sets().page(set, ProblemSearch.ALL, 200, cursor);
            page.items().forEach(problem -> seen.add(problem.id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).isEqualTo(problems.stream().map(Problem::id).toList());
        assertThatThrownBy(() -> sets().page(set, ProblemSearch.ALL, 10, "eHg")).hasMessageContaining("cursor");
    }

    @Test
    void listsSetsNewestFirstInPages() {
        List<Problem> one = List.of(new Problem("1", "q", "a"));
        for (String name : List.of("a", "b", "c")) {
            sets().store(name, "test", one);
        }
        ProblemSets.SetPage first = sets().list(2, null);
        assertThat(first.items()).extracting(ProblemSet::name).containsExactly("c", "b");
        assertThat(sets().list(2, first.next()).items())
                .extracting(ProblemSet::name)
                .containsExactly("a");
        assertThatThrownBy(() -> sets().named("d", "problems.set"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().getFirst().allowed()).isEqualTo("chains, chains-easy, c, b, a"));
    }

    @Test
    void chainsIsStoredAtItsFirstUseAndItsAnswersAreTexts() throws Exception {
        assertThatThrownBy(() -> sets().named("chains", "problems.set"))
                .isInstanceOf(ProblemFileException.class)
                .hasMessageContaining("pool.jsonl");
        pool("65");
        ProblemSet set = sets().named("chains", "problems.set");
        assertThat(sets().named("chains", "problems.set")).isEqualTo(set);
        assertThat(set.builtIn()).isTrue();
        assertThat(set.comparison()).isEqualTo(AnswerComparison.TEXT);
        assertThat(sets().problems(set.id())).containsExactly(new Problem("1", "7*8+9", "65"));
        pool("66");
        ProblemSet renewed = sets().named("chains", "problems.set");
        assertThat(renewed.id()).as("another release's set").isNotEqualTo(set.id());
        assertThat(sets().find(set.id()).orElseThrow().name()).startsWith("chains-");
    }

    private void pool(String answer) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("cairn_chains"));
        Files.writeString(
                folder.resolve("pool.jsonl"),
                "{\"id\": \"1\", \"question\": \"7*8+9\", \"answer\": \"" + answer + "\"}\n");
    }

    private ProblemSets sets() {
        return new ProblemSets(database.transactions(), temporary);
    }

    private ProblemSet add(String name, String content, AnswerComparison comparison) {
        ProblemUploads uploads = new ProblemUploads(
                sets(), temporary.resolve("kept"), new ProblemUploads.Limits(1000, FileLimits.defaults()));
        try (UploadedFile upload =
                uploads.receive(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "up.jsonl")) {
            return uploads.add(upload, name, ReadOptions.detect(), comparison, "ada");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
