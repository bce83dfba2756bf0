package dev.cairn.results.rollouts;

import dev.cairn.ports.Unit;
import dev.cairn.results.SampledPolicies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The units of a run whose rollouts may pass a filter, in the order of the work. */
record RolloutUnits(List<MadeUnit> all) {
    private static final Set<Unit.Kind<?>> OF_ALL_SETS = Set.of(Unit.WRITE, Unit.ALIGNMENT);

    static RolloutUnits of(Handle handle, long run, RolloutFilter filter) {
        Predicate<Unit<?>> mayPass = mayPass(handle, run, filter);
        return new RolloutUnits(handle
                .createQuery("""
                        select unit, coalesce(inherited_from, run_id) as maker, rollouts from run_unit
                        where run_id = :run and rollouts > 0 and (:unit::text is null or unit = :unit)""")
                .bind("run", run)
                .bind("unit", filter.unit())
                .map((row, context) -> new MadeUnit(
                        Unit.parse(row.getString("unit")).orElseThrow(), row.getLong("maker"), row.getInt("rollouts")))
                .stream()
                .filter(made -> mayPass.test(made.unit()))
                .sorted((a, b) -> MadeUnit.ORDER.compare(a.unit(), b.unit()))
                .toList());
    }

    private static Predicate<Unit<?>> mayPass(Handle handle, long run, RolloutFilter filter) {
        Predicate<Unit<?>> all = unit -> isAt(unit, filter);
        if (filter.policy() != null) {
            SampledPolicies policies = SampledPolicies.of(handle, run);
            Optional<String> wanted = Optional.of(filter.policy());
            all = all.and(unit -> policies.of(unit).equals(wanted));
        }
        if (filter.problemId() != null) {
            all = all.and(ProblemUnits.of(handle, run, filter.problemId())::mayAsk);
        }
        return all;
    }

    private static boolean isAt(Unit<?> unit, RolloutFilter filter) {
        boolean inStep = filter.outerStep() == null
                || (unit.inOuterStep() && filter.outerStep().equals(unit.outerStep()));
        boolean ofSet = filter.set() == null
                || (unit.inSet() ? filter.set().equals(unit.set()) : OF_ALL_SETS.contains(unit.kind()));
        boolean ofRepeat = filter.repeat() == null
                || (unit.kind().equals(Unit.TRIAL)
                        && filter.repeat().equals(unit.at().get(2)));
        return inStep && ofSet && ofRepeat;
    }

    long rollouts() {
        return before(all.size());
    }

    /** Number of rollouts in the first units. */
    long before(int units) {
        return all.subList(0, units).stream().mapToLong(MadeUnit::rollouts).sum();
    }

    /** Index of the first unit that is not before this one. */
    int indexOf(Unit<?> unit) {
        int index = 0;
        while (index < all.size() && MadeUnit.ORDER.compare(all.get(index).unit(), unit) < 0) {
            index++;
        }
        return index;
    }
}
