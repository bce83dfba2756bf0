package dev.cairn.lists;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list whose rows all come before those of the next part: first the rows that have a value to be sorted by,
 * then those that have none. Each part alone is in the order of an index on that value, or on the keys after it; the
 * whole list is not.
 *
 * @param where which rows belong to the part and come after the position
 * @param order what its rows are sorted by
 */
record KeysetPart(Condition where, List<SortKey> order) {
    private static final String ABSENT = "true";
    private static final String PRESENT = "false";

    KeysetPart {
        order = List.copyOf(order);
    }

    /** The parts that have rows after a position, in order; all of them if there is no position. */
    static List<KeysetPart> of(List<SortKey> keys, @Nullable KeysetPosition after) {
        String value = keys.getFirst().absent();
        if (value == null) {
            return List.of(part(Condition.ALWAYS, keys, after == null ? null : after.values()));
        }
        List<String> position = after == null ? List.of(PRESENT) : after.values();
        if (!List.of(PRESENT, ABSENT).contains(position.getFirst())) {
            throw KeysetPosition.broken(null);
        }
        boolean inPresent = position.getFirst().equals(PRESENT);
        List<KeysetPart> parts = new ArrayList<>();
        if (inPresent) {
            List<SortKey> order = new ArrayList<>(keys.subList(1, keys.size()));
            order.set(
                    0,
                    new SortKey(value, order.getFirst().type(), order.getFirst().direction()));
            parts.add(part(
                    new Condition(value + " is not null", List.of()),
                    order,
                    after == null ? null : position.subList(1, position.size())));
        }
        parts.add(part(
                new Condition(value + " is null", List.of()),
                keys.subList(2, keys.size()),
                inPresent ? null : position.subList(2, position.size())));
        return parts;
    }

    private static KeysetPart part(Condition rows, List<SortKey> order, @Nullable List<String> after) {
        return new KeysetPart(after == null ? rows : rows.and(Keyset.after(order, new KeysetPosition(after))), order);
    }
}
