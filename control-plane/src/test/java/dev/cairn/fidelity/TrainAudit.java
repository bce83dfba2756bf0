package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recomputes a finished train run on the hard problems, alone or with questions of a teacher or real problems, from the
 * rows of its completions.
 */
final class TrainAudit {
    private static final int SEGMENT = 10;

    /** Without those whose text is in the hard set of the experiment. */
    private static final String REAL = """
            select 'real/' || p.id, p.answer from run r join experiment e on e.id = r.experiment_id
            join problem p on p.problem_set_id = e.real_problem_set_id
            where r.id = ? and regexp_replace(trim(p.question), '\\s+', ' ', 'g') not in (
                select regexp_replace(trim(q.question), '\\s+', ' ', 'g') from run s join hard_set h on h.run_id = s.id
                join problem q on q.problem_set_id = e.problem_set_id and q.id = h.problem
                where s.experiment_id = e.id)
            order by p.ordinal""";

    private final Ledger ledger;
    private final TrainLessons lessons;
    private final int steps;
    private final int warmup;

    private TrainAudit(Ledger ledger, TrainLessons lessons, int steps, int warmup) {
        this.ledger = ledger;
        this.lessons = lessons;
        this.steps = steps;
        this.warmup = warmup;
    }

    /** @param run a succeeded train run */
    static Disagreements of(Connection database, long run) throws SQLException {
        Ledger ledger = Ledger.read(database, run);
        (ledger.plan.path("added").isObject() ? ofMethod(database, ledger) : hardOnly(database, ledger)).segments();
        ledger.nothingElse();
        return ledger.disagreements;
    }

    private static TrainAudit ofMethod(Connection database, Ledger ledger) throws SQLException {
        boolean mixed = ledger.methods.text("mixing").equals("MIXED");
        int steps = ledger.methods.whole("steps");
        boolean immediate = !mixed && ledger.plan.at("/added/origin").asText().equals("PROMOTION_QUESTIONS");
        TrainLessons lessons = new TrainLessons(
                ledger.draws,
                added(database, ledger),
                hard(database, ledger),
                mixed ? -1 : ledger.methods.whole("syntheticSteps"),
                ledger.settings.questionsPerStep());
        return new TrainAudit(
                ledger, lessons, steps, immediate ? 0 : Math.min(ledger.methods.whole("warmupSteps"), steps));
    }

    /** Its steps are those of the spec, or as many as the student that was promoted last has taken. */
    private static TrainAudit hardOnly(Connection database, Ledger ledger) throws SQLException {
        TrainLessons lessons = new TrainLessons(
                ledger.draws, List.of(), hard(database, ledger), 0, ledger.settings.questionsPerStep());
        try (PreparedStatement select = database.prepareStatement("""
                select (e.spec #>> '{hardOnly,steps}')::int, (e.spec #>> '{hardOnly,warmupSteps}')::int,
                    (e.spec #>> '{hardOnly,warmupShare}')::float8,
                    (select count(*) from promotion p join run s on s.id = p.run_id
                        where p.promoted and s.experiment_id = e.id and s.name = r.settings ->> 'stepsOf')
                from run r join experiment e on e.id = r.experiment_id where r.id = ?""")) {
            select.setLong(1, ledger.run);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                int given = row.getInt(1);
                int steps = row.wasNull()
                        ? IntStream.range(0, row.getInt(4))
                                .map(ledger.settings::innerSteps)
                                .sum()
                        : given;
                return new TrainAudit(
                        ledger, lessons, steps, Math.min(row.getInt(2), (int) (row.getDouble(3) * steps)));
            }
        }
    }

    private void segments() throws SQLException {
        ledger.rollouts("init");
        ExpectedSession.Pointer student = ledger.policy("init", "student", 0);
        for (int first = 0; first < steps; first += SEGMENT) {
            String unit = "segment/" + first / SEGMENT;
            Course course = new Course(lessons, unit, first, steps, warmup);
            List<StoredRollout> rollouts = ledger.rollouts(unit);
            int applied = 0;
            int trained = 0;
            for (int step = first; step < Math.min(first + SEGMENT, steps); step++) {
                int number = step;
                List<StoredRollout> ofStep =
                        rollouts.stream().filter(one -> one.step() == number).toList();
                ExpectedSession.Step sent = new StepAudit(ledger, course, step).run(ofStep);
                ofStep.forEach(one -> ledger.rollout(one, "purpose", one.purpose(), "TRAIN"));
                trained += sent.sequences().size();
                applied += StepAudit.skipped(sent) ? 0 : 1;
            }
            ledger.disagreements.equal("rollout", unit, "training rollouts", rollouts.size(), trained);
            ledger.result(unit).equal("/firstStep", first);
            ExpectedSession.Pointer before = student;
            student = ledger.policy(unit, "student", before.optimizerSteps() + applied);
            if (applied == 0) {
                ledger.disagreements.equal("policy", unit, "sha256 unchanged", student.sha256(), before.sha256());
            }
        }
    }

    private static List<TrainLessons.Question> added(Connection database, Ledger ledger) throws SQLException {
        String origin = ledger.plan.at("/added/origin").asText();
        if (origin.startsWith("REAL_")) {
            List<TrainLessons.Question> all = questions(database, REAL, ledger.run);
            return origin.equals("REAL_FULL")
                    ? all
                    : ledger.draws.realProblems(all).subList(0, ledger.methods.whole("questions"));
        }
        return questions(
                database,
                origin.equals("PROMOTION_QUESTIONS") ? """
                        select 'synthetic/' || row_number() over (order by q.t, q.i) - 1, q.answer
                        from promotion p join question q on q.run_id = p.run_id and q.t = p.t and q.k = p.best_set
                        where p.promoted and p.run_id = ? order by q.t, q.i""" : """
                        select 'synthetic/' || position, answer from sampled_question where run_id = ?
                        order by position""",
                ledger.named(database, ledger.plan.at("/added/of").asText()));
    }

    private static List<TrainLessons.Question> hard(Connection database, Ledger ledger) throws SQLException {
        return questions(
                database, """
                select h.problem, p.answer from hard_set h join run r on r.id = h.run_id
                join experiment e on e.id = r.experiment_id
                join problem p on p.problem_set_id = e.problem_set_id and p.id = h.problem
                where h.half = 'train' and h.run_id = ? order by h.ordinal""", ledger.named(database, ledger.plan.at("/screen").asText()));
    }

    private static List<TrainLessons.Question> questions(Connection database, String query, long run)
            throws SQLException {
        try (PreparedStatement select = database.prepareStatement(query)) {
            select.setLong(1, run);
            List<TrainLessons.Question> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new TrainLessons.Question(row.getString(1), row.getString(2)));
                }
            }
            return found;
        }
    }
}
