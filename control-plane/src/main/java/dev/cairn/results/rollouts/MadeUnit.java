package dev.cairn.results.rollouts;

import dev.cairn.ports.Unit;
import java.util.Comparator;
import java.util.List;

/**
 * A unit of a run with its rollouts, which stand under the run that made it.
 *
 * @param maker the run that made it
 * @param rollouts their number; their ordinals count from 0
 */
record MadeUnit(Unit<?> unit, long maker, int rollouts) {
    /** The order of the work: by outer step or block, then by kind, then by set and repeat. */
    static final Comparator<Unit<?>> ORDER = MadeUnit::compare;

    private static int compare(Unit<?> a, Unit<?> b) {
        int first = Integer.compare(number(a, 0), number(b, 0));
        if (first != 0) {
            return first;
        }
        int kind = Integer.compare(Unit.KINDS.indexOf(a.kind()), Unit.KINDS.indexOf(b.kind()));
        if (kind != 0) {
            return kind;
        }
        int set = Integer.compare(number(a, 1), number(b, 1));
        return set != 0 ? set : Integer.compare(number(a, 2), number(b, 2));
    }

    private static int number(Unit<?> unit, int index) {
        List<Integer> at = unit.at();
        return index < at.size() ? at.get(index) : -1;
    }
}
