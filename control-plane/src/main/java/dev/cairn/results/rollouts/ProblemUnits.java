package dev.cairn.results.rollouts;

import dev.cairn.ports.Unit;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The units of a run that may have asked a problem, so that a search for one problem does not read the others.
 *
 * @param blocks the units that screened or evaluated it, or scored a promoted student on it
 * @param steps the outer steps that have it among their reward questions
 * @param set of the question with this id; absent if it is not the id of a teacher's question
 */
record ProblemUnits(
        Set<String> blocks, Set<Integer> steps, @Nullable Integer set) {
    private static final Pattern QUESTION = Pattern.compile("(\\d{1,9})\\.\\d{1,9}");

    static ProblemUnits of(Handle handle, long run, String problem) {
        Matcher question = QUESTION.matcher(problem);
        return new ProblemUnits(
                handle.createQuery("""
                        select unit from screening where run_id = :run and problem = :problem
                        union select unit from evaluation where run_id = :run and problem = :problem
                        union select c.unit from candidate_outcome o join candidate c on c.run_id = o.run_id and c.t = o.t
                            where o.run_id = :run and o.problem = :problem""")
                        .bind("run", run)
                        .bind("problem", problem)
                        .mapTo(String.class)
                        .set(),
                handle.createQuery("select t from baseline_outcome where run_id = :run and problem = :problem")
                        .bind("run", run)
                        .bind("problem", problem)
                        .mapTo(Integer.class)
                        .set(),
                question.matches() ? Integer.valueOf(question.group(1)) : null);
    }

    boolean mayAsk(Unit<?> unit) {
        if (unit.kind().equals(Unit.SCREEN)
                || unit.kind().equals(Unit.CANDIDATE)
                || unit.kind().equals(Unit.EVALUATE)) {
            return blocks.contains(unit.text());
        }
        if (unit.kind().equals(Unit.WRITE)
                || unit.kind().equals(Unit.ALIGNMENT)
                || unit.kind().equals(Unit.SAMPLE)) {
            return set != null;
        }
        if (unit.inSet()) {
            return (set != null && set == unit.set())
                    || (unit.kind().equals(Unit.TRIAL) && steps.contains(unit.outerStep()));
        }
        return !unit.kind().equals(Unit.BASELINE) || steps.contains(unit.outerStep());
    }
}
