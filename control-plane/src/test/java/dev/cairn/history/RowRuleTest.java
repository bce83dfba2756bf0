package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners see their own experiments and shared ones, admins all, in every view of history. */
final class RowRuleTest {
    private static final Viewer ANNA = new Viewer("anna", Sight.OWN_AND_SHARED);
    private static final Viewer BEN = new Viewer("ben", Sight.OWN_AND_SHARED);

    /** Views about the schema itself, which belong to nobody. */
    private static final Set<String> FOR_EVERYONE = Set.of("catalog", "columns", "version");

    private TestDatabase database;
    private TestHistory history;

    @BeforeEach
    void fill() {
        database = TestDatabase.empty();
        history = TestHistory.on(database);
        database.asOwner(
                "create view history.probe with (security_barrier) as select e.name, e.owner from public.experiment e"
                        + " where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared");
    }

    @AfterEach
    void close() {
        database.asOwner("drop view history.probe");
        history.close();
    }

    private List<String> names(Viewer viewer) {
        return history.csv(viewer, "select name from history.probe order by name")
                .lines()
                .skip(1)
                .toList();
    }

    @Test
    void ownAndSharedOnesAreSeenAndNoOthers() {
        TestHistory.experiment(database, "a", "anna");
        TestHistory.experiment(database, "b", "ben");
        assertThat(names(ANNA)).containsExactly("a");
        assertThat(names(BEN)).containsExactly("b");
        assertThat(names(TestHistory.ADMIN)).containsExactly("a", "b");
        database.execute("update experiment set shared = true where name = 'a'");
        assertThat(names(BEN)).containsExactly("a", "b");
        assertThat(names(new Viewer("a' or true", Sight.OWN_AND_SHARED))).containsExactly("a");
    }

    @Test
    void nobodyElsesExperimentAppearsInAnyView() {
        TestHistory.experiment(database, "a", "anna");
        List<String> views = database.query("select viewname from pg_views where schemaname = 'history'");
        for (String view : views) {
            if (!FOR_EVERYONE.contains(view)) {
                assertThat(history.csv(BEN, "select count(*) from history." + view))
                        .as(view)
                        .endsWith("\n0");
            }
        }
        assertThat(database.query("""
                select c.relname from pg_class c where c.relnamespace = 'history'::regnamespace and c.relkind <> 'v'
                    or c.relnamespace = 'history'::regnamespace
                        and not coalesce(c.reloptions::text like '%security_barrier%', false)"""))
                .as("every relation in history is a view with a barrier")
                .isEmpty();
    }
}
