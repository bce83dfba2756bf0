package dev.cairn.ledger;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.ports.UnitResult.Total;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What runs have recorded, for people and for runs that build on others. Outer steps are in {@link OuterSteps}. */
@Singleton
public final class History {
    private final Reads reads;

    public History(DataSource database) {
        this.reads = new Reads(database);
    }

    /** Which half of a hard set. */
    public enum Half {
        TRAIN,
        TEST
    }

    /** Problem ids of one half in the order drawn; empty until the screening is done. */
    public List<String> hardSet(long run, Half half) {
        String word = switch (half) {
            case TRAIN -> "train";
            case TEST -> "test";
        };
        return reads.list(
                "select problem from hard_set where run_id = ? and half = ? order by ordinal",
                row -> row.getString(1),
                run,
                word);
    }

    /** Problems that a screening set aside, because prompt and completion together may exceed the model's length. */
    public int tooLong(long run) {
        return reads.first(
                        "select coalesce((result ->> 'tooLong')::int, 0) from run_unit where run_id = ? and unit = 'split'",
                        row -> row.getInt(1),
                        run)
                .orElse(0);
    }

    public List<ProblemScore> screening(long run) {
        return scores("screening", run);
    }

    public List<ProblemScore> evaluation(long run) {
        return scores("evaluation", run);
    }

    /** Where the grading rules agree, over all finished units of a run, inherited ones included. */
    public RuleAgreement rules(long run) {
        return reads.list(
                        "select coalesce(sum(rules_compared), 0), coalesce(sum(rules_differ), 0) from run_unit where run_id = ?",
                        row -> new RuleAgreement(row.getLong(1), row.getLong(2)),
                        run)
                .getFirst();
    }

    /** pass@k over all problems, once the evaluation is done. */
    public Optional<Total> total(long run) {
        Map<Integer, Double> passAtK = new TreeMap<>();
        reads.list(
                "select k, value from pass_at_k where run_id = ?",
                row -> passAtK.put(row.getInt(1), row.getDouble(2)),
                run);
        return reads.first(
                "select problems, samples, cut_off_share from evaluation_total where run_id = ?",
                row -> new Total(passAtK, row.getInt(1), row.getInt(2), row.getDouble(3)),
                run);
    }

    /** The last promoted student of a soar run, or its first student when none was promoted. */
    public Optional<Checkpoint> promotedStudent(long run) {
        return reads.first("""
                        select p.path, p.sha256, p.optimizer_steps from promotion d
                        join policy p on p.run_id = d.run_id and p.path = d.student_path and p.role = 'student'
                        where d.run_id = ? order by d.t desc limit 1""", History::checkpoint, run).or(() -> initialStudent(run));
    }

    /** The student at the last edge of a train run, or its first student when it took no step. */
    public Optional<Checkpoint> trainedStudent(long run) {
        return reads.first("""
                        select path, sha256, optimizer_steps from policy
                        where run_id = ? and role = 'student' and unit like 'stretch/%'
                        order by substring(unit from 9)::int desc limit 1""", History::checkpoint, run).or(() -> initialStudent(run));
    }

    /** Student v0 of any run that has one. */
    public Optional<Checkpoint> initialStudent(long run) {
        return reads.first(
                "select path, sha256, optimizer_steps from policy where run_id = ? and role = 'student' and unit = 'init'",
                History::checkpoint,
                run);
    }

    /**
     * Policies in the order in which they were made.
     *
     * @throws IllegalArgumentException if the cursor is not one
     */
    public RecordPage<PolicyView> policies(long run, int limit, @Nullable String cursor) {
        Place after = Place.decode(cursor, Place.of("", "", ""));
        List<PolicyView> found = reads.list(
                """
                select p.unit, p.role, p.path, p.sha256, p.optimizer_steps, a.bytes, a.removed_at is null, a.created_at
                from policy p join artifact a on a.path = p.path
                where p.run_id = ? and (a.created_at, p.unit, p.role) > (coalesce(?::timestamptz, '-infinity'), ?, ?)
                order by a.created_at, p.unit, p.role limit ?""",
                row -> new PolicyView(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getLong(6),
                        row.getBoolean(7),
                        row.getTimestamp(8).toInstant()),
                run,
                after.time(0),
                after.text(1),
                after.text(2),
                limit + 1);
        return RecordPage.of(
                found, limit, policy -> Place.of(policy.createdAt().toString(), policy.unit(), policy.role()));
    }

    /**
     * Committed units in the order in which they ended.
     *
     * @throws IllegalArgumentException if the cursor is not one
     */
    public RecordPage<UnitView> units(long run, int limit, @Nullable String cursor) {
        Place after = Place.decode(cursor, Place.of("", ""));
        List<UnitView> found = reads.list(
                """
                select unit, owner, fence, attempt, rollouts, started_at, ended_at from run_unit
                where run_id = ? and (ended_at, unit) > (coalesce(?::timestamptz, '-infinity'), ?)
                order by ended_at, unit limit ?""",
                row -> new UnitView(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getTimestamp(6).toInstant(),
                        row.getTimestamp(7).toInstant()),
                run,
                after.time(0),
                after.text(1),
                limit + 1);
        return RecordPage.of(found, limit, unit -> Place.of(unit.endedAt().toString(), unit.unit()));
    }

    /**
     * Optimizer steps in the order (unit, step).
     *
     * @param unit only this unit's; absent: all
     * @throws IllegalArgumentException if the cursor is not one
     */
    public RecordPage<TrainingStepView> trainingSteps(
            long run, @Nullable String unit, int limit, @Nullable String cursor) {
        return TrainingSteps.page(reads, run, unit, limit, cursor);
    }

    /** How many optimizer steps a run took. */
    public int countTrainingSteps(long run) {
        return reads.first("select count(*)::int from training_step where run_id = ?", row -> row.getInt(1), run)
                .orElse(0);
    }

    /**
     * Rollouts in the order (unit, index).
     *
     * @param unit only this unit's; absent: all
     * @param cursor {@link RolloutPage#next} of the page before
     * @throws IllegalArgumentException if the cursor is not one
     */
    public RolloutPage rollouts(long run, @Nullable String unit, int limit, @Nullable String cursor) {
        return RolloutReads.page(reads, run, unit, limit, cursor);
    }

    private List<ProblemScore> scores(String table, long run) {
        return reads.list(
                "select problem, samples, correct, cut_off from " + table + " where run_id = ? order by problem",
                row -> new ProblemScore(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)),
                run);
    }

    private static Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(new PolicyRef(StorageRoot.DURABLE, row.getString(1), row.getString(2)), row.getInt(3));
    }
}
