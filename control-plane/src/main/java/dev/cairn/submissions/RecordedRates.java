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
 * Rates from the usage of runs ({@code run_usage}): for each kind the latest 20 that succeeded, since machines change.
 *
 * <p>A run's time starts when it is claimed and so includes the start of its engine. Units that a retry inherited count
 * for the run that did them.
 */
@Singleton
final class RecordedRates implements MeasuredRates {
    /** The settings that determine how long a completion takes; {@code %1$s} is replaced by the specification. */
    private static final String PACE = """
            jsonb_build_array(%1$s -> 'model', %1$s -> 'grading', %1$s #> '{queue,pool}',
                %1$s #> '{execution,bridge}', %1$s #> '{execution,engine}', %1$s #> '{execution,worker}',
                %1$s #> '{execution,gpu}', %1$s #> '{execution,trialsInParallel}',
                %1$s #> '{execution,microBatchTokens}', %1$s #> '{execution,threads}',
                %1$s #> '{soar,inner}', %1$s #> '{soar,lora,rank}',
                %1$s #> '{soar,teacher,maxTokens}', %1$s #> '{soar,student,maxTokens}')""";

    private static final String RATES = """
            select kind, count(*) as runs, min(rate) as lowest, max(rate) as highest,
                sum(accelerator_seconds) / sum(seconds) as accelerators
            from (select r.kind, u.seconds / u.rollouts as rate, u.seconds, u.accelerator_seconds,
                      row_number() over (partition by r.kind order by r.id desc) as age
                  from run r join run_usage u on u.run_id = r.id join experiment e on e.id = r.experiment_id,
                      (select :spec::jsonb as spec) as wanted
                  where r.state = 'succeeded' and u.rollouts > 0 and u.seconds > 0
                      and %s = %s) as measured
            where age <= 20
            group by kind""".formatted(PACE.formatted("e.spec"), PACE.formatted("wanted.spec"));

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
