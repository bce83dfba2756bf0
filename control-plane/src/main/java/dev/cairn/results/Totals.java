package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.UnitResult.Total;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads pass@k of evaluations. */
final class Totals {
    private Totals() {}

    /** Empty until the evaluation has finished. */
    static Optional<Total> of(JdbcRunner jdbc, long run) {
        return jdbc.call(ResultReader.READING, handle -> {
            Map<Integer, Double> passAtK = new TreeMap<>();
            Map<Integer, Double> deviations = new TreeMap<>();
            handle.createQuery("select k, value, deviation from pass_at_k where run_id = :run")
                    .bind("run", run)
                    .map((row, context) -> {
                        Double deviation = row.getObject("deviation", Double.class);
                        if (deviation != null) {
                            deviations.put(row.getInt("k"), deviation);
                        }
                        return passAtK.put(row.getInt("k"), row.getDouble("value"));
                    })
                    .list();
            return handle.createQuery(
                            "select problems, samples, truncated_share from evaluation_total where run_id = :run")
                    .bind("run", run)
                    .map((row, context) -> new Total(
                            passAtK,
                            deviations.isEmpty() ? null : deviations,
                            row.getInt("problems"),
                            row.getInt("samples"),
                            row.getDouble("truncated_share")))
                    .findOne();
        });
    }
}
