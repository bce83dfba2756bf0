package dev.cairn.results;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.jdbc.RecordPage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pages of the outcomes per problem of screenings and evaluations. */
public final class ProblemScores {
    private ProblemScores() {}

    /** The kind of run that has the outcomes. */
    public enum Source {
        SCREENING,
        EVALUATION;

        /** One row per problem; an evaluation may have several versions of a student, whose completions are added. */
        private String rows() {
            return switch (this) {
                case SCREENING -> "screening";
                case EVALUATION ->
                    "(select run_id, problem, sum(samples)::int as samples, sum(correct)::int as correct,"
                            + " sum(truncated)::int as truncated from evaluation where run_id = :run"
                            + " group by run_id, problem)";
            };
        }
    }

    /** The order of a list; problems with equal outcomes are in the order of their ids. */
    public enum Order {
        PROBLEM("problemId", 0),
        FEWEST_CORRECT("correct", 1),
        MOST_CORRECT("-correct", -1);

        private final String wireName;
        private final int sign;

        Order(String wireName, int sign) {
            this.wireName = wireName;
            this.sign = sign;
        }

        /** @throws InvalidInputException if there is no such order */
        public static Order of(String sort) {
            return Arrays.stream(values())
                    .filter(order -> order.wireName.equals(sort))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            InvalidInputException.Subject.QUERY,
                            new FieldError("sort", "is \"" + sort + "\"", "problemId, correct or -correct")));
        }
    }

    /** Steps of its training after which a student is evaluated. */
    static List<Integer> evaluatedSteps(JdbcRunner jdbc, long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(
                                "select distinct step from evaluation where run_id = :run and step > 0 order by step")
                        .bind("run", run)
                        .mapTo(Integer.class)
                        .list());
    }

    static RecordPage<ProblemScoreView> page(
            JdbcRunner jdbc, long run, Source source, Order order, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(
                cursor, PagePosition.of("scores-" + order.wireName, Integer.toString(Integer.MIN_VALUE), ""));
        List<ProblemScoreView> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select s.problem, p.question, p.answer, s.samples, s.correct, s.truncated, h.half
                        from %s s
                        join run r on r.id = s.run_id join experiment e on e.id = r.experiment_id
                        left join problem p on p.problem_set_id = e.problem_set_id and p.id = s.problem
                        left join hard_set h on h.run_id = s.run_id and h.problem = s.problem
                        where s.run_id = :run and (:sign * s.correct, s.problem) > (:afterKey, :afterProblem)
                        order by :sign * s.correct, s.problem limit :limit""".formatted(source.rows()))
                        .bind("run", run)
                        .bind("sign", order.sign)
                        .bind("afterKey", after.whole(0))
                        .bind("afterProblem", after.text(1))
                        .bind("limit", limit + 1)
                        .map((row, context) -> new ProblemScoreView(
                                row.getString("problem"),
                                row.getString("question"),
                                row.getString("answer"),
                                row.getInt("samples"),
                                row.getInt("correct"),
                                row.getInt("truncated"),
                                row.getString("half")))
                        .list());
        return RecordPage.of(
                found,
                limit,
                score -> PagePosition.of(
                        "scores-" + order.wireName, Integer.toString(order.sign * score.correct()), score.problemId()));
    }
}
