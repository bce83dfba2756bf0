package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Counts all experiments that a filter finds by what people narrow a list down with. */
@Singleton
public final class ExperimentFacets {
    private static final int MOST_VALUES = 200;

    private final JdbcRunner jdbc;

    public ExperimentFacets(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** A value of a field, and how many experiments have it. */
    public record FacetCount(String value, long count) {}

    /** A tag, and how many experiments have it. */
    public record FacetTag(String key, String value, long count) {}

    /**
     * The counts.
     *
     * @param total of experiments that match the filter
     * @param archived of all archived experiments, whatever the filter
     * @param states most frequent first, as are the others, each at most 200
     */
    public record ExperimentCounts(
            long total,
            long archived,
            List<FacetCount> states,
            List<FacetCount> presets,
            List<FacetCount> owners,
            List<FacetTag> tags) {}

    /** @throws InvalidInputException if the filter is invalid */
    public ExperimentCounts of(@Nullable String filter) {
        ListScope scope = ListScope.ofExperiments();
        Condition where = Fields.unlessArchived(new ListQuery(filter, null, 1, null).where(scope.fields()));
        return jdbc.call("counting experiments", handle -> {
            List<Grouped> grouped = read(
                    handle,
                    """
                    select grouping(s.state, e.preset, e.owner) as level, coalesce(s.state, e.preset, e.owner) as value,
                        count(*) as count
                    %swhere %s group by grouping sets ((), (s.state), (e.preset), (e.owner)) order by count desc, value
                    """.formatted(scope.from(), where.sql()),
                    where,
                    (row, context) -> new Grouped(row.getInt("level"), row.getString("value"), row.getLong("count")));
            List<FacetTag> tags = read(
                    handle,
                    """
                    select t.key, t.value, count(*) as count
                    %scross join lateral jsonb_each_text(e.tags) t where e.tags <> '{}' and %s
                    group by t.key, t.value order by count desc, t.key, t.value limit %d
                    """.formatted(scope.from(), where.sql(), MOST_VALUES),
                    where,
                    (row, context) -> new FacetTag(row.getString("key"), row.getString("value"), row.getLong("count")));
            long archived = handle.select(
                            "select count(*) from experiment where archived_at is not null and deleted_at is null")
                    .mapTo(Long.class)
                    .one();
            return new ExperimentCounts(
                    grouped.stream()
                            .filter(row -> row.level == Grouped.ALL)
                            .mapToLong(Grouped::count)
                            .sum(),
                    archived,
                    counts(grouped, Grouped.STATE),
                    counts(grouped, Grouped.PRESET),
                    counts(grouped, Grouped.OWNER),
                    tags);
        });
    }

    /** @param level which columns the row is not grouped by, a bit each */
    private record Grouped(int level, @Nullable String value, long count) {
        static final int ALL = 0b111;
        static final int STATE = 0b011;
        static final int PRESET = 0b101;
        static final int OWNER = 0b110;
    }

    private static List<FacetCount> counts(List<Grouped> grouped, int level) {
        return grouped.stream()
                .filter(row -> row.level == level && row.value != null)
                .limit(MOST_VALUES)
                .map(row -> new FacetCount(String.valueOf(row.value), row.count))
                .toList();
    }

    private static <T> List<T> read(Handle handle, String sql, Condition where, RowMapper<T> mapper) {
        return handle.select(sql, where.parameters().toArray()).map(mapper).list();
    }
}
