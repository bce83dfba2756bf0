package dev.cairn.problems;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.jdbc.Cursor;
import dev.cairn.jdbc.Transactions;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.ProblemFile;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import dev.cairn.problems.files.ProblemFileException;
import dev.cairn.problems.files.ProblemFileReader;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadOptions;
import jakarta.data.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stores problem sets and reads them. */
public final class ProblemSets {
    /** The largest number of items per page. */
    public static final int MOST_ITEMS = 1000;

    private static final int NAMED_IN_ERRORS = 20;

    private final Transactions transactions;
    private final ProblemSql problems;
    private final Path workerSources;

    /** @param workerSources the directory of the Python packages; {@code cairn_chains} holds the built-in sets */
    public ProblemSets(Transactions transactions, Path workerSources) {
        this.transactions = transactions;
        this.problems = new ProblemSql(transactions.jdbc());
        this.workerSources = workerSources;
    }

    /**
     * Stores a set, or returns the existing one with the same name and content.
     *
     * @throws NameTakenException if another set has the name; nothing is stored then
     */
    public ProblemSet store(NewProblemSet set) {
        String sha256 = ContentHash.of(set.problems(), set.comparison());
        ProblemSet stored = transactions.edit("storing problem set " + set.name(), (session, handle) -> {
            ProblemSetRepository sets = new ProblemSetRepository_(session);
            Optional<ProblemSetRow> present = sets.named(set.name());
            if (present.isPresent()) {
                return present.get().shown();
            }
            ProblemSet added = sets.insert(new ProblemSetRow(set, sha256, Transactions.now(handle)))
                    .shown();
            ProblemSql.insert(handle, added.id(), set.problems());
            return added;
        });
        if (!stored.contentSha256().equals(sha256)) {
            throw new NameTakenException("a problem set named \"" + set.name() + "\" with other content was stored at "
                    + stored.createdAt() + "; choose another name, or use that set as it is");
        }
        return stored;
    }

    /** Stores problems that do not come from a file. */
    public ProblemSet store(String name, String createdBy, List<Problem> problems) {
        return store(new NewProblemSet(
                name,
                ProblemFormat.CAIRN,
                AnswerComparison.MATHS,
                IntStream.range(0, problems.size())
                        .mapToObj(i -> new ReadProblem(problems.get(i), null, i + 1))
                        .toList(),
                0,
                0,
                createdBy,
                null));
    }

    /**
     * Finds a set by name; a built-in set is stored at its first use.
     *
     * @param field the setting that names it
     * @throws InvalidInputException if no set has this name; it lists the newest
     */
    public ProblemSet named(String name, String field) {
        return find(name).orElseThrow(() -> unknown(name, field));
    }

    private InvalidInputException unknown(String name, String field) {
        return new InvalidInputException(
                InvalidInputException.Subject.SPEC,
                new FieldError(
                        field,
                        "there is no problem set \"" + name
                                + "\"; upload one with ops/cairn problems add FILE --name NAME",
                        String.join(", ", someNames())));
    }

    public Optional<ProblemSet> find(String name) {
        return BuiltInSet.named(name).map(this::stored).or(() -> byName(name));
    }

    public Optional<ProblemSet> find(long id) {
        return transactions.read(
                "reading problem set " + id,
                session -> new ProblemSetRepository_(session).find(id).map(ProblemSetRow::shown));
    }

    private Optional<ProblemSet> byName(String name) {
        return transactions.read(
                "reading problem set " + name,
                session -> new ProblemSetRepository_(session).named(name).map(ProblemSetRow::shown));
    }

    /** Sets with smaller ids, newest first. */
    private List<ProblemSet> before(long id, int most) {
        return transactions.read(
                "listing problem sets",
                session -> new ProblemSetRepository_(session)
                        .before(id, Limit.of(most)).stream()
                                .map(ProblemSetRow::shown)
                                .toList());
    }

    /** All problems in order, or the first {@code limit}. */
    public List<Problem> problems(long problemSet, @Nullable Integer limit) {
        return problems.problems(problemSet, 0, limit == null ? Integer.MAX_VALUE : limit).stream()
                .map(stored -> new Problem(stored.id(), stored.question(), stored.answer(), stored.tolerance()))
                .toList();
    }

    /** All problems in order. */
    public List<Problem> problems(long problemSet) {
        return problems(problemSet, null);
    }

    /**
     * One page of a set.
     *
     * @param next the cursor of the next page, absent on the last
     */
    public record ProblemPage(
            List<ListedProblem> items, @Nullable String next) {}

    /**
     * The problems that a search finds, in order.
     *
     * @throws IllegalArgumentException if limit or cursor can't be used
     */
    public ProblemPage page(ProblemSet set, ProblemSearch search, int limit, @Nullable String cursor) {
        int from = cursor == null ? 0 : Cursor.index(search.identity(), cursor);
        List<ListedProblem> found = problems.listed(set.id(), search, from, checked(limit) + 1);
        boolean more = found.size() > limit;
        List<ListedProblem> shown = more ? found.subList(0, limit) : found;
        return new ProblemPage(
                shown, more ? Cursor.after(search.identity(), shown.getLast().ordinal() + 1) : null);
    }

    /**
     * One page of the list of sets.
     *
     * @param next the cursor of the next page, absent on the last
     */
    public record SetPage(List<ProblemSet> items, @Nullable String next) {}

    /**
     * Newest first.
     *
     * @throws IllegalArgumentException if limit or cursor can't be used
     */
    public SetPage list(int limit, @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : Cursor.number("problem-sets", cursor);
        List<ProblemSet> found = before(before, checked(limit) + 1);
        boolean more = found.size() > limit;
        List<ProblemSet> shown = more ? found.subList(0, limit) : found;
        return new SetPage(
                shown, more ? Cursor.after("problem-sets", shown.getLast().id()) : null);
    }

    private List<String> someNames() {
        List<String> names = new ArrayList<>(BuiltInSet.names());
        before(Long.MAX_VALUE, NAMED_IN_ERRORS).stream()
                .map(ProblemSet::name)
                .filter(name -> BuiltInSet.named(name).isEmpty())
                .forEach(names::add);
        return names;
    }

    private ProblemSet stored(BuiltInSet builtIn) {
        String name = builtIn.setName();
        Path path = workerSources.resolve("cairn_chains").resolve(builtIn.file());
        if (!Files.isRegularFile(path)) {
            throw new ProblemFileException(
                    "the built-in set " + name,
                    0,
                    "lacks its file " + builtIn.file() + "; cairn.workers must be that of this Cairn");
        }
        ProblemFile file = ProblemFileReader.read(path, "chains/" + builtIn.file(), ReadOptions.detect());
        NewProblemSet set =
                new NewProblemSet(name, file.format(), AnswerComparison.TEXT, file.problems(), 0, 0, null, null);
        makeFree(name, ContentHash.of(set.problems(), set.comparison()));
        return store(set);
    }

    /** Renames the set of another release of Cairn; its experiments keep it. */
    private void makeFree(String name, String contentSha256) {
        transactions.edit("renaming problem set " + name, (session, handle) -> {
            ProblemSetRepository sets = new ProblemSetRepository_(session);
            Optional<ProblemSetRow> old = sets.named(name).filter(row -> !row.contentSha256.equals(contentSha256));
            old.ifPresent(row -> {
                row.name = name + "-" + row.contentSha256.substring(0, 8);
                sets.update(row);
            });
            return old.isPresent();
        });
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST_ITEMS) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST_ITEMS + ", not " + limit);
        }
        return limit;
    }
}
