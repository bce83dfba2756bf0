package dev.cairn.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.export.ExportedView.ViewColumn;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds the views of the schema history that say which experiment, or whose problem set, their rows belong to. */
@Singleton
public final class ExportedViews {
    /** A modifier of numeric holds its precision and scale; names are as the driver has them. */
    private static final String COLUMNS = """
            select v.relname as view, obj.description as view_comment, a.attname as name, t.typname as type,
                a.atttypmod as modifier, d.description as comment
            from pg_class v
            join pg_attribute a on a.attrelid = v.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
            left join pg_description d on d.objoid = v.oid and d.classoid = 'pg_class'::regclass and d.objsubid = a.attnum
            left join pg_description obj
                on obj.objoid = v.oid and obj.classoid = 'pg_class'::regclass and obj.objsubid = 0
            where v.relnamespace = 'history'::regnamespace and v.relkind = 'v'
                and exists (select from pg_attribute e
                    where e.attrelid = v.oid and e.attname in ('experiment_id', 'problem_set_id'))
                and (:view::text is null or v.relname = :view)
            order by v.relname, a.attnum""";

    private static final String KEY = "experiment_id";
    private static final String OF_EXPERIMENT = "experiment_id = %d";
    private static final String OF_PROBLEM_SET =
            "problem_set_id in (select unnest(array[problem_set_id, real_problem_set_id]) from history.experiments"
                    + " where experiment_id = %d)";

    private static final int MODIFIER_HEADER = 4;
    private static final int NUMERIC_SCALE_BITS = 16;
    private static final int NUMERIC_SCALE_MASK = 0x7ff;

    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public ExportedViews(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whether there is such an experiment, and the person may read its history. */
    public boolean mayRead(Viewer viewer, long experiment) {
        return jdbc.call(
                "finding an experiment's history",
                handle -> handle.createQuery(
                                "select exists (select from experiment where id = :id and deleted_at is null"
                                        + " and (:all or owner = :viewer or shared))")
                        .bind("id", experiment)
                        .bind("all", viewer.sight() == Sight.ALL)
                        .bind("viewer", viewer.name())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** All such views, by name. */
    public List<ExportedView> all(long experiment) {
        return jdbc.call("listing the views of history", handle -> find(handle, experiment, null));
    }

    /** One of these views. */
    public Optional<ExportedView> named(long experiment, String view) {
        return jdbc.call("finding a view of history", handle -> find(handle, experiment, view)).stream()
                .findFirst();
    }

    /** The statement whose rows make the file of a view. */
    static String select(ExportedView view, long experiment) {
        List<String> columns = view.columns().stream()
                .map(column -> quoted(column.name()) + "::" + cast(column.type()))
                .toList();
        boolean ofExperiment =
                view.columns().stream().anyMatch(column -> column.name().equals(KEY));
        return "select %s from history.%s where %s"
                .formatted(
                        String.join(", ", columns),
                        quoted(view.name()),
                        (ofExperiment ? OF_EXPERIMENT : OF_PROBLEM_SET).formatted(experiment));
    }

    private List<ExportedView> find(Handle handle, long experiment, @Nullable String name) {
        List<ExportedView> views = new ArrayList<>();
        List<Line> lines = handle.createQuery(COLUMNS)
                .bind("view", name)
                .map((row, context) -> new Line(
                        row.getString("view"),
                        row.getString("view_comment"),
                        new ViewColumn(
                                row.getString("name"),
                                type(row.getString("type"), row.getInt("modifier")),
                                row.getString("comment"))))
                .list();
        for (int from = 0; from < lines.size(); ) {
            Line first = lines.get(from);
            int to = from;
            List<ViewColumn> columns = new ArrayList<>();
            while (to < lines.size() && lines.get(to).view().equals(first.view())) {
                columns.add(lines.get(to++).column());
            }
            ExportedView view = new ExportedView(first.view(), first.comment(), 0, columns);
            views.add(
                    new ExportedView(view.name(), view.comment(), estimate(handle, select(view, experiment)), columns));
            from = to;
        }
        return views;
    }

    /** A column and its view. */
    private record Line(String view, @Nullable String comment, ViewColumn column) {}

    private long estimate(Handle handle, String select) {
        String plan = handle.createQuery("explain (format json) " + select)
                .mapTo(String.class)
                .one();
        try {
            return json.readTree(plan).path(0).path("Plan").path("Plan Rows").asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the plan is not JSON", e);
        }
    }

    private static String type(String name, int modifier) {
        String full = name;
        if (name.equals("numeric") && modifier >= MODIFIER_HEADER) {
            int packed = modifier - MODIFIER_HEADER;
            // The scale is a signed number of 11 bits.
            int scale = ((packed & NUMERIC_SCALE_MASK) ^ 1024) - 1024;
            full = scale < 0 ? name : "numeric(" + (packed >> NUMERIC_SCALE_BITS) + "," + scale + ")";
        }
        return ColumnType.of(full).isPresent() ? full : "text";
    }

    private static String cast(String type) {
        return type.startsWith("_") ? type.substring(1) + "[]" : type;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
