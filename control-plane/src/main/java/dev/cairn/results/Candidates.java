package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import java.util.List;

/** Reads the promoted students that evaluations choose from. */
final class Candidates {
    private Candidates() {}

    static List<CandidateView> of(JdbcRunner jdbc, long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select c.t, c.problems, c.correct, h.t is not null as chosen from candidate c
                        left join chosen_student h on h.run_id = c.run_id and h.t = c.t
                        where c.run_id = :run order by c.t""")
                        .bind("run", run)
                        .map((row, context) -> new CandidateView(
                                row.getInt("t"),
                                row.getInt("problems"),
                                row.getInt("correct"),
                                row.getBoolean("chosen")))
                        .list());
    }
}
