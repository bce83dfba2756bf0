package dev.cairn.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.soar.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Takes problem sets in and gives their problems back. */
public final class ProblemSets {
    private static final String CHAINS = "builtin:chains";
    private static final ObjectWriter CANONICAL = new JsonMapper().writer();

    private final DataSource database;
    private final Path worlds;

    /** @param worlds directory of the built-in worlds, each a folder with a {@code pool.jsonl} */
    public ProblemSets(DataSource database, Path worlds) {
        this.database = database;
        this.worlds = worlds;
    }

    /**
     * Reads a file and stores its problems, or finds the set with the same content.
     *
     * @throws ProblemFileException naming file, line and what is wrong; nothing is stored then
     */
    public ProblemSet importFile(Path file, ProblemFormat format, @Nullable Integer limit) {
        Path name = file.getFileName();
        return store(
                name == null ? file.toString() : name.toString(),
                file.toAbsolutePath().toString(),
                ProblemFileReader.read(file, format, limit).problems());
    }

    /** Stores a built-in set, such as {@code builtin:chains}, or finds it. */
    public ProblemSet builtin(String source, @Nullable Integer limit) {
        return store(source, source, readBuiltin(source, limit));
    }

    /** Reads a built-in set without storing it. */
    public List<Problem> readBuiltin(String source, @Nullable Integer limit) {
        if (!source.equals(CHAINS)) {
            throw new IllegalArgumentException("there is no built-in problem set " + source + "; there is " + CHAINS);
        }
        Path pool = worlds.resolve("chains").resolve("pool.jsonl");
        if (!Files.isRegularFile(pool)) {
            throw new ProblemFileException(
                    pool, 0, "there is no such file: " + source + " is read from it; set cairn.worlds");
        }
        return ProblemFileReader.read(pool, ProblemFormat.CAIRN, limit).problems();
    }

    /** Stores problems under a name, or finds the set with the same content. */
    public ProblemSet store(String name, String source, List<Problem> problems) {
        return ProblemSql.store(database, name, sha256(problems), source, problems);
    }

    /** All problems in order. */
    public List<Problem> problems(long problemSet) {
        return ProblemSql.problems(database, problemSet);
    }

    public Optional<ProblemSet> find(long problemSet) {
        return ProblemSql.find(database, problemSet);
    }

    static String sha256(List<Problem> problems) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Problem problem : problems) {
                // A JSON array: no two different contents give the same bytes.
                String line = CANONICAL.writeValueAsString(List.of(problem.id(), problem.question(), problem.answer()));
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
