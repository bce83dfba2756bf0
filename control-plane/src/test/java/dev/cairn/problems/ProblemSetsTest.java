package dev.cairn.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ledger.TestDatabase;
import dev.cairn.soar.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemSetsTest {
    @TempDir
    private Path temporary;

    private final TestDatabase database = TestDatabase.empty();

    @Test
    void storesTheSameContentOnceWhateverFileItCameFrom() throws Exception {
        ProblemSets sets = new ProblemSets(database.application(), temporary);
        Path ours = Files.writeString(
                temporary.resolve("a.jsonl"), "{\"id\": \"1\", \"question\": \"q\", \"answer\": \"2\"}");
        Path olympiad = Files.writeString(
                temporary.resolve("b.jsonl"), "{\"id\": 1, \"question\": \"q\", \"final_answer\": [\"$2$\"]}");
        ProblemSet first = sets.importFile(ours, ProblemFormat.AUTO, null);
        ProblemSet second = sets.importFile(olympiad, ProblemFormat.AUTO, null);
        assertThat(second).isEqualTo(first);
        assertThat(first.name()).isEqualTo("a.jsonl");
        assertThat(sets.problems(first.id())).containsExactly(new Problem("1", "q", "2"));
        assertThat(sets.find(first.id())).contains(first);
    }

    @Test
    void keepsTheOrderOfManyProblems() {
        ProblemSets sets = new ProblemSets(database.application(), temporary);
        List<Problem> problems = IntStream.range(0, 2500)
                .mapToObj(i -> new Problem("p" + i, "'; drop table problem; -- \\ \t " + i, "" + i))
                .toList();
        ProblemSet set = sets.store("many", "test", problems);
        assertThat(set.problems()).isEqualTo(2500);
        assertThat(sets.problems(set.id())).isEqualTo(problems);
    }

    @Test
    void readsTheBuiltInChainsFromTheWorldsDirectory() throws Exception {
        ProblemSets sets = new ProblemSets(database.application(), temporary);
        assertThatThrownBy(() -> sets.builtin("builtin:chains", null))
                .isInstanceOf(ProblemFileException.class)
                .hasMessageContaining("cairn.worlds");
        Path pool = temporary.resolve("chains").resolve("pool.jsonl");
        Files.createDirectories(temporary.resolve("chains"));
        Files.writeString(pool, "{\"id\": \"1\", \"question\": \"7*8+9\", \"answer\": \"65\"}\n");
        ProblemSet set = sets.builtin("builtin:chains", null);
        assertThat(sets.problems(set.id())).containsExactly(new Problem("1", "7*8+9", "65"));
        assertThatThrownBy(() -> sets.builtin("builtin:knots", null)).hasMessageContaining("builtin:chains");
    }
}
