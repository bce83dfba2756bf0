package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.RunState;
import dev.cairn.experiments.RunTransitions;
import dev.cairn.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the history in the database and reports where it breaks a promise. */
final class HistoryChecker {
    private final TestDatabase database;

    HistoryChecker(TestDatabase database) {
        this.database = database;
    }

    /** The broken promises, one line each. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        Map<String, RunState> last = new HashMap<>();
        // Events of one run are written under its row's lock, so their numbers are in the order of its changes.
        for (String event : database.query(
                "select run_id, payload->>'state' from run_event where kind = 'run.state' order by run_id, id")) {
            String[] columns = event.split("\\|", -1);
            RunState now = RunState.of(columns[1]);
            RunState before = last.put(columns[0], now);
            if (before == null) {
                if (now != RunState.QUEUED && now != RunState.WAITING) {
                    broken.add("run " + columns[0] + " began as " + now);
                }
            } else if (!RunTransitions.allowed(before, now)) {
                broken.add("run " + columns[0] + " went from " + before + " to " + now);
            }
        }
        for (String run : database.query("select id, state from run")) {
            String[] columns = run.split("\\|", -1);
            if (last.get(columns[0]) != RunState.of(columns[1])) {
                broken.add("run " + columns[0] + " is " + columns[1] + ", its events say " + last.get(columns[0]));
            }
        }
        database.query("select u.run_id, u.unit from run_unit u join run r on r.id = u.run_id"
                        + " where u.ended_at > r.ended_at and u.inherited_from is null")
                .forEach(unit -> broken.add("written after the end: " + unit));
        database.query("""
                        select run_id, unit from (select run_id, unit, fence, max(fence) over (partition by run_id
                            order by ended_at, unit rows between unbounded preceding and 1 preceding) as highest
                            from run_unit where inherited_from is null) u where fence < highest""").forEach(unit -> broken.add("written under an old fence: " + unit));
        return broken;
    }

    void holds() {
        assertThat(broken()).isEmpty();
    }
}
