package dev.cairn.results;

import dev.cairn.grading.RuleAgreement;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.ports.UnitResult.Total;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the results of runs, for people and for runs that build on other runs. {@link OuterStepReader} reads outer
 * steps.
 */
@Singleton
public final class ResultReader {
    /** The operation, for the message of a failure. */
    public static final String READING = "reading results";

    /** The runs that made the units of a run. */
    public static final String MAKERS =
            "select distinct coalesce(inherited_from, run_id) from run_unit where run_id = :run";

    private final JdbcRunner jdbc;

    public ResultReader(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** One half of the hard problems. */
    public enum Half {
        TRAIN,
        TEST
    }

    /** Problem ids of one half in the order drawn; empty until the screening has finished. */
    public List<String> hardSet(long run, Half half) {
        String word = switch (half) {
            case TRAIN -> "train";
            case TEST -> "test";
        };
        return jdbc.call(
                READING,
                handle -> handle.createQuery(
                                "select problem from hard_set where run_id = :run and half = :half order by ordinal")
                        .bind("run", run)
                        .bind("half", word)
                        .mapTo(String.class)
                        .list());
    }

    /** Number of problems left out of a screening, because prompt and completion may exceed the model's length. */
    public int tooLong(long run) {
        return jdbc.call(
                READING,
                handle -> handle.createQuery("""
                        select coalesce((result ->> 'tooLong')::int, 0) from run_unit
                        where run_id = :run and unit = 'split'""")
                        .bind("run", run)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0));
    }

    public List<ProblemScore> screening(long run) {
        return scores("screening", run);
    }

    /** The outcomes of an evaluation: of each version of a student that it evaluates, one per problem. */
    public List<ProblemScore> evaluation(long run) {
        return scores("evaluation", run);
    }

    /** Steps of its training after which a student is evaluated, in order; empty for a policy as its run left it. */
    public List<Integer> evaluatedSteps(long run) {
        return ProblemScores.evaluatedSteps(jdbc, run);
    }

    /** Agreement of the grading rules over all finished units of a run, including inherited ones. */
    public RuleAgreement ruleAgreement(long run) {
        return jdbc.call(
                READING,
                handle -> handle.createQuery("""
                        select coalesce(sum(rules_compared), 0) as compared, coalesce(sum(rules_differ), 0) as differ
                        from run_unit where run_id = :run""")
                        .bind("run", run)
                        .map((row, context) -> new RuleAgreement(row.getLong("compared"), row.getLong("differ")))
                        .one());
    }

    /** pass@k over all problems; empty until the evaluation has finished. */
    public Optional<Total> total(long run) {
        return Totals.of(jdbc, run);
    }

    /** The students that an evaluation chooses from, in the order of their promotions; empty if it does not choose. */
    public List<CandidateView> candidates(long run) {
        return Candidates.of(jdbc, run);
    }

    /** All promoted students of a soar run, in the order of their promotions. */
    public List<PromotedStudent> promotedStudents(long run) {
        return Students.allPromoted(jdbc, run);
    }

    /** The last promoted student of a soar run, or student v0 if none was promoted. */
    public Optional<Checkpoint> promotedStudent(long run) {
        return Students.promoted(jdbc, run);
    }

    /** Optimizer steps between the base model and that student, skipped ones included. */
    public int promotedSteps(long run) {
        return promotedSteps(run, Integer.MAX_VALUE);
    }

    /** Optimizer steps between the base model and the student that an outer step, or one before it, promoted. */
    public int promotedSteps(long run, int outerStep) {
        return Students.promotedSteps(jdbc, run, outerStep);
    }

    /** The student after the last finished unit of a train run, or student v0 if it took no step. */
    public Optional<Checkpoint> trainedStudent(long run) {
        return Students.trained(jdbc, run);
    }

    /** The students of a train run during its training. */
    public TrainedStudents trainedStudents(long run) {
        return TrainedStudents.of(jdbc, run);
    }

    /** Student v0 of any run that has one. */
    public Optional<Checkpoint> initialStudent(long run) {
        return Students.initial(jdbc, run);
    }

    /** Teacher v0 of a soar run. */
    public Optional<Checkpoint> initialTeacher(long run) {
        return Teachers.initial(jdbc, run);
    }

    /** The teacher of a soar run after its last update so far, or teacher v0 before the first one. */
    public Optional<Checkpoint> trainedTeacher(long run) {
        return Teachers.trained(jdbc, run);
    }

    /** The teacher of a soar run after an outer step, from 1; empty if the run did not take it. */
    public Optional<Checkpoint> teacherAfter(long run, int outerStep) {
        return Teachers.after(jdbc, run, outerStep);
    }

    /**
     * Policies in the order in which they were created.
     *
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<PolicyView> policies(long run, int limit, @Nullable String cursor) {
        return Policies.page(jdbc, run, limit, cursor);
    }

    /** Those of a run's policies that lie in these directories, by path relative to the durable root. */
    public Map<String, String> policiesByPath(long run, Collection<String> paths) {
        return Policies.byPath(jdbc, run, paths);
    }

    /** One policy of a run. */
    public Optional<PolicyView> policy(long run, String role, String unit) {
        return Policies.one(jdbc, run, role, unit);
    }

    /**
     * Committed units in the order in which they ended.
     *
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<UnitView> units(long run, int limit, @Nullable String cursor) {
        return Units.page(jdbc, run, limit, cursor);
    }

    /** Whether a run has finished, or inherited, a unit of this name. */
    public boolean hasUnit(long run, String unit) {
        return jdbc.call(
                READING,
                handle -> handle.createQuery(
                                "select exists (select from run_unit where run_id = :run and unit = :unit)")
                        .bind("run", run)
                        .bind("unit", unit)
                        .mapTo(Boolean.class)
                        .one());
    }

    /**
     * Optimizer steps in the order (unit, step).
     *
     * @param unit the unit to read; all units if absent
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<TrainingStepView> trainingSteps(
            long run, @Nullable String unit, int limit, @Nullable String cursor) {
        return TrainingSteps.page(jdbc, run, unit, limit, cursor);
    }

    /**
     * Outcomes per problem of a screening or an evaluation, with the problems' texts.
     *
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<ProblemScoreView> problemScores(
            long run, ProblemScores.Source source, ProblemScores.Order order, int limit, @Nullable String cursor) {
        return ProblemScores.page(jdbc, run, source, order, limit, cursor);
    }

    /** What a run has sampled and trained per outer step or block, in their order. */
    public List<ThroughputView> throughput(long run) {
        return Throughput.of(jdbc, run);
    }

    /** Number of optimizer steps of a run. */
    public int countTrainingSteps(long run) {
        return TrainingSteps.count(jdbc, run);
    }

    private List<ProblemScore> scores(String table, long run) {
        return jdbc.call(
                READING,
                handle -> handle.createQuery("select problem, samples, correct, truncated from " + table
                                + " where run_id = :run order by problem, unit")
                        .bind("run", run)
                        .map((row, context) -> new ProblemScore(
                                row.getString("problem"),
                                row.getInt("samples"),
                                row.getInt("correct"),
                                row.getInt("truncated")))
                        .list());
    }
}
