package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fidelity.FinishedRun;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.util.List;
import java.util.Map;
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
    void theRuleHoldsForTheRowsOfEachView() throws InterruptedException {
        FinishedRun finished = FinishedRun.make(Map.of("soar.outer.window", 1, "soar.outer.tau", 0.1));
        CookbookRows.addTo(database, finished.run().value());
        database.execute("update experiment set owner = 'anna'");
        database.asOwner("update problem_set set created_by = 'anna', source = 'upload'");
        List<String> views =
                database.query("select viewname from pg_views where schemaname = 'history' and viewname <> 'probe'");
        assertThat(views.stream()
                        .filter(view -> database.number("select count(*) from history." + view) == 0)
                        .toList())
                .as("views without rows, which show nothing of the rule")
                .isEmpty();
        for (String view : views) {
            if (!FOR_EVERYONE.contains(view)) {
                String rows =
                        database.query("select count(*) from history." + view).getFirst();
                assertThat(count(ANNA, view)).as(view).isEqualTo(rows);
                assertThat(count(TestHistory.ADMIN, view)).as(view).isEqualTo(rows);
                assertThat(count(BEN, view)).as(view).isEqualTo("0");
            }
        }
        database.execute("update experiment set shared = true");
        for (String view : views) {
            if (!FOR_EVERYONE.contains(view)) {
                assertThat(count(BEN, view)).as(view).isEqualTo(count(ANNA, view));
            }
        }
    }

    private String count(Viewer viewer, String view) {
        return history.csv(viewer, "select count(*) from history." + view)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRelationInHistoryIsAViewWithABarrier() {
        assertThat(database.query("""
                select c.relname from pg_class c where c.relnamespace = 'history'::regnamespace and c.relkind <> 'v'
                    or c.relnamespace = 'history'::regnamespace
                        and not coalesce(c.reloptions::text like '%security_barrier%', false)""")).isEmpty();
    }
}
