package dev.cairn.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.Columns;
import dev.cairn.spec.RetentionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * An experiment and what decides what may be removed from it.
 *
 * @param endedAt when its last run ended; absent while one has not ended
 * @param now by the database's clock
 * @param runs ids of its runs
 * @param retryable name of a run that failed or was cancelled and may be retried; absent if there is none
 * @param taker id of an experiment that took over a run of it and has runs that have not ended or may be retried; absent otherwise
 * @param applied by kind, what the rule that was last applied completely since then keeps
 */
record EndedExperiment(
        ExperimentId id,
        String name,
        @Nullable Instant endedAt,
        Instant now,
        RetentionSpec own,
        List<Long> runs,
        @Nullable String retryable,
        @Nullable Long taker,
        Map<String, String> applied) {
    private static final String SELECT = """
            select e.id, e.name, s.ended_at, now() as now, e.retention::text as retention,
                array(select r.id from run r where r.experiment_id = e.id order by r.id) as runs,
                (select r.name || ' (run ' || r.id || ', ' || r.state || ')' from run r where r.experiment_id = e.id
                    and r.state in ('failed', 'cancelled') and not exists (select from run n
                        where n.experiment_id = r.experiment_id and n.name = r.name and n.generation > r.generation)
                    order by r.ordinal limit 1) as retryable,
                (select min(t.experiment_id) from run_unit u join run r on r.id = u.inherited_from
                    join run t on t.id = u.run_id
                    join run o on o.experiment_id = t.experiment_id and (o.ended_at is null
                        or o.state in ('failed', 'cancelled') and not exists (select from run n
                            where n.experiment_id = o.experiment_id and n.name = o.name
                                and n.generation > o.generation))
                    where r.experiment_id = e.id and t.experiment_id <> e.id) as taker,
                (select jsonb_object_agg(a.kind, a.keep) from retention_applied a
                    where a.experiment_id = e.id and a.applied_at > s.ended_at)::text as applied
            from experiment e join experiment_summary s on s.experiment_id = e.id
            where e.deleted_at is null""";

    /** The next experiments after an id that have ended, and have own rules if asked for. */
    static List<EndedExperiment> after(Handle handle, ObjectMapper json, long id, Which which, int limit) {
        String rules = switch (which) {
            case ALL -> "";
            case WITH_OWN_RULES -> " and e.retention is not null";
        };
        return read(
                handle.createQuery(SELECT + " and s.ended_at is not null and e.id > :id" + rules
                                + " order by e.id limit :limit")
                        .bind("id", id)
                        .bind("limit", limit),
                json);
    }

    /** One experiment, ended or not; empty if it does not exist. */
    static List<EndedExperiment> one(Handle handle, ObjectMapper json, ExperimentId id) {
        return read(handle.createQuery(SELECT + " and e.id = :id").bind("id", id.value()), json);
    }

    /** Which experiments are looked at. */
    enum Which {
        ALL,
        WITH_OWN_RULES
    }

    private static List<EndedExperiment> read(Query query, ObjectMapper json) {
        return query.map((row, context) -> new EndedExperiment(
                        new ExperimentId(row.getLong("id")),
                        row.getString("name"),
                        Columns.instantOrNull(row, "ended_at"),
                        Columns.instant(row, "now"),
                        spec(row.getString("retention"), json),
                        List.of((Long[]) row.getArray("runs").getArray()),
                        row.getString("retryable"),
                        row.getObject("taker", Long.class),
                        applied(row.getString("applied"), json)))
                .list();
    }

    private static RetentionSpec spec(@Nullable String stored, ObjectMapper json) {
        try {
            return RetentionSpec.read(stored, json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored rules for retention can't be read: " + stored, e);
        }
    }

    private static Map<String, String> applied(@Nullable String stored, ObjectMapper json) {
        try {
            return stored == null ? Map.of() : json.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the applied rules can't be read: " + stored, e);
        }
    }

    /** Why nothing of a kind is removed now; null if its rule is due. */
    @Nullable
    String obstacle(EffectiveRule rule) {
        if (!rule.removes()) {
            return "its rule keeps everything";
        }
        Instant ended = endedAt;
        if (ended == null) {
            return "its runs have not ended";
        }
        if (taker != null) {
            return "experiment " + taker + " took over results of it and has not succeeded";
        }
        Instant due = ended.plus(Duration.ofDays(rule.rule().afterDays()));
        if (due.isAfter(now)) {
            return "its rule applies " + rule.rule().afterDays() + " days after its end, from " + due;
        }
        if (rule.kind() == RemovedKind.ADAPTERS && retryable != null) {
            return retryable + " may be retried";
        }
        return rule.rule().keep().name().equals(applied.get(rule.kind().wireName()))
                ? "its rule was already applied"
                : null;
    }
}
