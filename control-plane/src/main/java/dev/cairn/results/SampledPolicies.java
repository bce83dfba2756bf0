package dev.cairn.results;

import dev.cairn.ports.Unit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Names the policies of a run and the one at work in each unit, as {@code role/unit}, where the unit is the one that made it:
 * {@code student/t/3/trial/1/0}. A unit that trains a student counts as that student's, although its completions in training come
 * from earlier versions of it.
 *
 * @param promoted the student of each promotion, by its outer step
 */
public record SampledPolicies(NavigableMap<Integer, String> promoted) {
    private static final String TEACHER = "teacher/";
    private static final String STUDENT = "student/";
    private static final Set<Unit.Kind<?>> OF_THE_FIRST_STUDENT =
            Set.of(Unit.SCREEN, Unit.LEARNABILITY, Unit.ALIGNMENT);

    public static SampledPolicies of(Handle handle, long run) {
        NavigableMap<Integer, String> promoted = new TreeMap<>();
        handle.createQuery("select t, best_set, median_repeat from promotion where run_id = :run and promoted")
                .bind("run", run)
                .map((row, context) -> Map.entry(
                        row.getInt("t"),
                        student(Unit.trial(row.getInt("t"), row.getInt("best_set"), row.getInt("median_repeat")))))
                .forEach(entry -> promoted.put(entry.getKey(), entry.getValue()));
        return new SampledPolicies(promoted);
    }

    /** The policy of a unit; empty in an evaluation or sample run, whose policy belongs to another run, and where nothing is sampled. */
    public Optional<String> of(Unit<?> unit) {
        if (unit.kind().equals(Unit.WRITE)) {
            Unit<?> made = unit.outerStep() == 0 ? Unit.init() : Unit.teach(unit.outerStep() - 1);
            return Optional.of(TEACHER + made.text());
        }
        if (unit.kind().equals(Unit.BASELINE)) {
            return Optional.of(baseline(unit.outerStep()));
        }
        if (unit.kind().equals(Unit.TRIAL) || unit.kind().equals(Unit.SEGMENT)) {
            return Optional.of(student(unit));
        }
        return OF_THE_FIRST_STUDENT.contains(unit.kind()) ? Optional.of(student(Unit.init())) : Optional.empty();
    }

    /** The policy from which the training of another began; empty for the first ones. */
    public Optional<String> parent(String role, Unit<?> unit) {
        if (unit.kind().equals(Unit.TRIAL)) {
            return Optional.of(baseline(unit.outerStep()));
        }
        if (unit.kind().equals(Unit.TEACH) || unit.kind().equals(Unit.SEGMENT)) {
            int before = unit.at().getFirst() - 1;
            Unit<?> made = before < 0 ? Unit.init() : unit.kind().at(before);
            return Optional.of(role + "/" + made.text());
        }
        return Optional.empty();
    }

    public boolean isPromoted(String policy) {
        return promoted.containsValue(policy);
    }

    /** The student from which those of an outer step start. */
    String baseline(int t) {
        Map.Entry<Integer, String> last = promoted.lowerEntry(t);
        return last == null ? student(Unit.init()) : last.getValue();
    }

    private static String student(Unit<?> unit) {
        return STUDENT + unit.text();
    }
}
