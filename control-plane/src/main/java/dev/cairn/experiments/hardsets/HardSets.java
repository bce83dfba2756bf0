package dev.cairn.experiments.hardsets;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.base.NameTakenException;
import dev.cairn.experiments.ExperimentLock;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.RunPlanner;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Hard sets that have a name. A name means the same problems in the same halves for ever: it is never given again, even after it was deleted. */
@Singleton
public final class HardSets {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final Pattern NAMES = Pattern.compile(NAME);
    /** What a setting that is not given looks like on a command line. */
    private static final String NOTHING = "null";

    private static final int LONGEST_DESCRIPTION = 1000;

    private static final String SELECT = """
            select n.name, e.id as experiment_id, e.name as experiment_name, r.id as run_id, p.name as problem_set,
                e.spec #>> '{model,path}' as model, (e.spec #>> '{screen,samples}')::int as samples,
                (select count(*) from screening s where s.run_id = r.id) as screened,
                (select count(*) from hard_set h where h.run_id = r.id and h.half = 'train') as train,
                (select count(*) from hard_set h where h.run_id = r.id and h.half = 'test') as test,
                (e.spec #>> '{screen,stopAtSuccess}')::boolean as stop_at_success, e.owner,
                (select count(distinct t.experiment_id) from run_unit u join run t on t.id = u.run_id
                    join experiment o on o.id = t.experiment_id and o.deleted_at is null
                    where u.unit = 'split' and t.experiment_id <> e.id and u.inherited_from = coalesce(
                        (select i.inherited_from from run_unit i where i.run_id = r.id and i.unit = 'split'), r.id)) as experiments,
                n.description, n.created_by, n.created_at
            from named_hard_set n join run r on r.id = n.run_id join experiment e on e.id = r.experiment_id
                join problem_set p on p.id = e.problem_set_id""";

    private final JdbcRunner jdbc;

    public HardSets(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** All, by name. */
    public List<HardSet> list() {
        return jdbc.call(
                "listing hard sets",
                handle -> handle.createQuery(SELECT + " order by n.name")
                        .map((row, context) -> hardSet(row))
                        .list());
    }

    public Optional<HardSet> find(String name) {
        return jdbc.call("reading hard set " + name, handle -> find(handle, name));
    }

    /**
     * Names the hard set of an experiment's newest screening.
     *
     * @throws InvalidInputException naming every field that is not valid
     * @throws NameTakenException if a hard set has this name
     */
    public HardSet name(HardSetRequest request, String by) {
        check(request);
        String name = Objects.requireNonNull(request.name());
        return jdbc.inTransaction("naming hard set " + name, handle -> {
            RunId screening = screening(handle, Objects.requireNonNull(request.experiment()));
            int made = handle.createUpdate("""
                            insert into named_hard_set (name, run_id, description, created_by)
                            values (:name, :run, :description, :by) on conflict do nothing""")
                    .bind("name", name)
                    .bind("run", screening.value())
                    .bind("description", Objects.requireNonNullElse(request.description(), ""))
                    .bind("by", by)
                    .execute();
            if (made == 0) {
                throw new NameTakenException("there is a hard set " + name
                        + ", or was one before its name was deleted; a name is never given twice, so choose another");
            }
            return find(handle, name).orElseThrow();
        });
    }

    /**
     * Deletes a name for good. The screening and the experiments that have used it stay; specs with the name are refused
     * from now on.
     *
     * @return whether it existed
     */
    public boolean delete(String name) {
        return jdbc.call(
                "deleting the name of hard set " + name,
                handle -> handle.createUpdate("""
                                        update named_hard_set set deleted_at = now(), run_id = null
                                        where name = :name and run_id is not null""").bind("name", name).execute() > 0);
    }

    private static void check(HardSetRequest request) {
        List<FieldError> errors = new ArrayList<>();
        if (request.name() == null
                || !NAMES.matcher(request.name()).matches()
                || request.name().equals(NOTHING)) {
            errors.add(new FieldError(
                    "name",
                    request.name() == null ? "is missing" : "is not a valid name: " + request.name(),
                    "a letter or digit, then at most 99 letters, digits, dots, underscores and hyphens; not null"));
        }
        if (request.experiment() == null) {
            errors.add(new FieldError("experiment", "is missing", "id of an experiment whose screening has finished"));
        }
        if (isBad(request.description())) {
            errors.add(new FieldError(
                    "description",
                    "is not valid",
                    "at most " + LONGEST_DESCRIPTION + " characters, without control characters except line breaks"));
        }
        InvalidInputException.throwIfAny(Subject.HARD_SET, errors);
    }

    private static boolean isBad(@Nullable String text) {
        return text != null
                && (text.length() > LONGEST_DESCRIPTION
                        || text.chars().anyMatch(character -> Character.isISOControl(character) && character != '\n'));
    }

    /** The newest screening of an experiment, which is kept from being deleted until the transaction ends. */
    private static RunId screening(Handle handle, long experiment) {
        RunId run = handle.createQuery("""
                        select id from run where experiment_id = :experiment and name = :screen
                        order by generation desc limit 1""")
                .bind("experiment", experiment)
                .bind("screen", RunPlanner.SCREEN)
                .mapTo(Long.class)
                .findOne()
                .map(RunId::new)
                .filter(found -> ExperimentLock.shared(handle, found))
                .orElseThrow(() -> refused("is " + experiment + ", but there is no such experiment"));
        boolean finished = handle.createQuery("select exists (select from hard_set where run_id = :run)")
                .bind("run", run.value())
                .mapTo(Boolean.class)
                .one();
        if (!finished) {
            throw refused("is " + experiment + ", whose screening has not found a hard set");
        }
        return run;
    }

    private static InvalidInputException refused(String why) {
        return new InvalidInputException(
                Subject.HARD_SET,
                new FieldError("experiment", why, "id of an experiment whose screening has finished"));
    }

    private static Optional<HardSet> find(Handle handle, String name) {
        return handle.createQuery(SELECT + " where n.name = :name")
                .bind("name", name)
                .map((row, context) -> hardSet(row))
                .findOne();
    }

    private static HardSet hardSet(ResultSet row) throws SQLException {
        return new HardSet(
                row.getString("name"),
                new ExperimentId(row.getLong("experiment_id")),
                row.getString("experiment_name"),
                new RunId(row.getLong("run_id")),
                row.getString("problem_set"),
                row.getString("model"),
                row.getInt("screened"),
                row.getInt("samples"),
                row.getBoolean("stop_at_success"),
                row.getInt("train"),
                row.getInt("test"),
                row.getInt("experiments"),
                row.getString("owner"),
                row.getString("description"),
                row.getString("created_by"),
                Columns.instant(row, "created_at"));
    }
}
