package dev.cairn.experiments.taken;

import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The files of a SOAR run that an experiment needs if it takes the run over. */
public final class TakenFiles {
    /** In place of {@code PROMOTED} if one of them is chosen. */
    private static final String EVERY_PROMOTED = "EVERY_PROMOTED";

    private TakenFiles() {}

    /** The policies of a SOAR run from which the spec's runs start, by name. */
    private static Set<String> startingPoints(ExperimentSpec spec) {
        return RunPlanner.plan(spec).stream()
                .flatMap(run -> switch (run.plan()) {
                    case RunSpec.Sample sample -> Stream.of(sample.policy().name());
                    case RunSpec.Evaluate evaluate ->
                        Stream.of(
                                evaluate.ofBestPromoted(spec)
                                        ? EVERY_PROMOTED
                                        : evaluate.policy().name());
                    default -> Stream.empty();
                })
                .collect(Collectors.toSet());
    }

    /** A policy of a SOAR run from which the spec's runs start and whose file was removed. */
    public static Optional<String> removed(Handle handle, RunId soar, ExperimentSpec spec) {
        return handle.createQuery("""
                        with needed as (
                            select 'teacher before its first update' as what, path from policy
                                where run_id = :run and unit = 'init' and role = 'teacher' and 'UNTRAINED_TEACHER' = any (:from)
                            union all
                            (select 'teacher after ' || coalesce('outer step ' || cast(:step as int), 'its last update'),
                                    path from policy
                                where run_id = :run and role = 'teacher' and unit like 't/%/teach'
                                    and (cast(:step as int) is null or unit = 't/' || (cast(:step as int) - 1) || '/teach')
                                    and 'TRAINED_TEACHER' = any (:from)
                                order by split_part(unit, '/', 2)::int desc limit 1)
                            union all
                            (select 'student', student_path from promotion
                                where run_id = :run and ('PROMOTED' = any (:from)
                                        or 'EVERY_PROMOTED' = any (:from) and not exists (
                                            select from promotion where run_id = :run and promoted))
                                order by t desc limit 1)
                            union all
                            select 'student promoted in outer step ' || t, student_path from promotion
                                where run_id = :run and promoted and 'EVERY_PROMOTED' = any (:from))
                        select what from needed join artifact a using (path) where a.removed_at is not null limit 1""")
                .bind("run", soar.value())
                .bind("step", spec.methods().teacherStep())
                .bindArray("from", String.class, List.copyOf(startingPoints(spec)))
                .mapTo(String.class)
                .findOne();
    }
}
