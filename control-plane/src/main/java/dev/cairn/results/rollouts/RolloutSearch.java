package dev.cairn.results.rollouts;

import dev.cairn.jdbc.Cursor;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.ports.Unit;
import dev.cairn.results.ResultReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Searches the rollouts of a run in the order (unit, index), where units come in the order of the work. Rollouts of
 * inherited units are read from the run that made them.
 *
 * <p>A search reads a limited number of rollouts for a limited time, however few of them pass the filter: then its page
 * is short, and the next one resumes where it stopped.
 */
@Singleton
public final class RolloutSearch {
    private static final Limits LIMITS = new Limits(8_192, 200_000, Duration.ofSeconds(1));

    private static final String LIST = "rollouts";

    private final JdbcRunner jdbc;

    public RolloutSearch(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * After how much a page ends.
     *
     * @param window rollouts that one statement reads, rounded up to whole units; between two statements a page may end
     * @param rollouts read, whether or not they pass the filter
     */
    record Limits(int window, long rollouts, Duration time) {}

    /**
     * Rollouts that pass the filter.
     *
     * @param cursor {@link RolloutPage#next} of the previous page
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RolloutPage page(long run, RolloutFilter filter, int limit, @Nullable String cursor) {
        return page(run, filter, limit, cursor, LIMITS);
    }

    RolloutPage page(long run, RolloutFilter filter, int limit, @Nullable String cursor, Limits limits) {
        PagePosition from = PagePosition.decode(cursor, PagePosition.of(LIST, "", "-1"));
        return jdbc.call(
                ResultReader.READING,
                handle -> search(handle, run, RolloutUnits.of(handle, run, filter), filter, limit, from, limits));
    }

    private static RolloutPage search(
            Handle handle,
            long run,
            RolloutUnits units,
            RolloutFilter filter,
            int limit,
            PagePosition from,
            Limits limits) {
        RolloutConditions conditions = new RolloutConditions(filter);
        int index = 0;
        int after = -1;
        if (!from.text(0).isEmpty()) {
            Unit<?> last = Unit.parse(from.text(0)).orElseThrow(Cursor::invalid);
            index = units.indexOf(last);
            if (index < units.all().size() && units.all().get(index).unit().equals(last)) {
                boolean done = from.whole(1) >= units.all().get(index).rollouts() - 1;
                after = done ? -1 : from.whole(1);
                index = done ? index + 1 : index;
            }
        }
        List<RolloutView> found = new ArrayList<>();
        long first = units.before(index);
        long start = System.nanoTime();
        while (index < units.all().size()
                && found.size() <= limit
                && units.before(index) - first < limits.rollouts()
                && System.nanoTime() - start < limits.time().toNanos()) {
            int end = windowEnd(units.all(), index, limits.window());
            found.addAll(RolloutRows.read(
                    handle, run, units.all().subList(index, end), after, conditions, limit + 1 - found.size()));
            index = end;
            after = -1;
        }
        return found.size() > limit ? full(units, found.subList(0, limit)) : searchedTo(units, found, index);
    }

    private static int windowEnd(List<MadeUnit> units, int from, int window) {
        int end = from;
        long rollouts = 0;
        while (end < units.size() && rollouts < window) {
            rollouts += units.get(end).rollouts();
            end++;
        }
        return end;
    }

    private static RolloutPage full(RolloutUnits units, List<RolloutView> shown) {
        RolloutView last = shown.getLast();
        int index = units.indexOf(Unit.parse(last.unit()).orElseThrow());
        return new RolloutPage(
                List.copyOf(shown),
                position(last.unit(), last.ordinal()),
                units.before(index) + last.ordinal() + 1,
                units.rollouts());
    }

    private static RolloutPage searchedTo(RolloutUnits units, List<RolloutView> found, int index) {
        @Nullable String next = null;
        if (index < units.all().size()) {
            MadeUnit last = units.all().get(index - 1);
            next = position(last.unit().text(), last.rollouts() - 1);
        }
        return new RolloutPage(found, next, units.before(index), units.rollouts());
    }

    private static String position(String unit, int ordinal) {
        return PagePosition.of(LIST, unit, Integer.toString(ordinal)).encode();
    }
}
