package dev.cairn.submissions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunKind;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rates from the usage of runs ({@code run_usage}): for each kind the latest 20 that succeeded, since machines change, of
 * the latest 200 experiments with comparable settings.
 *
 * <p>A run's time starts when it is claimed and so includes the start of its engine. Units that a retry inherited count
 * for the run that did them.
 */
@Singleton
final class RecordedRates implements MeasuredRates {
    /**
     * The SQL function {@code pace_of} has the settings that determine how long a completion takes. Of all comparable
     * experiments only the latest are read, so that the cost stays the same however many there are.
     */
    private static final String RATES = """
            select kind, count(*) as runs, min(rate) as lowest, max(rate) as highest,
                sum(accelerator_seconds) / sum(seconds) as accelerators
            from (select r.kind, u.seconds / u.rollouts as rate, u.seconds, u.accelerator_seconds,
                      row_number() over (partition by r.kind order by r.id desc) as age
                  from (select id from experiment where pace_of(spec) = pace_of(:spec::jsonb)
                        order by id desc limit 200) e
                      join run r on r.experiment_id = e.id join run_usage u on u.run_id = r.id
                  where r.state = 'succeeded' and u.rollouts > 0 and u.seconds > 0) as measured
            where age <= 20
            group by kind""";

    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public RecordedRates(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Map<RunKind, MeasuredRate> comparableTo(ExperimentSpec spec) {
        String wanted = written(spec);
        Map<RunKind, MeasuredRate> rates = new EnumMap<>(RunKind.class);
        jdbc.call(
                        "reading measured rates",
                        handle -> handle.createQuery(RATES)
                                .bind("spec", wanted)
                                .map((row, context) -> Map.entry(
                                        RunKind.of(row.getString("kind")),
                                        new MeasuredRate(
                                                row.getInt("runs"),
                                                row.getDouble("lowest"),
                                                row.getDouble("highest"),
                                                row.getDouble("accelerators"))))
                                .list())
                .forEach(rate -> rates.put(rate.getKey(), rate.getValue()));
        return rates;
    }

    private String written(ExperimentSpec spec) {
        try {
            return json.writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a specification cannot be written as JSON", e);
        }
    }
}
