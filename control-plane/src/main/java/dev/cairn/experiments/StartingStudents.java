package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The policies that new evaluations and sample runs start from: the files of ended experiments may have been removed. */
final class StartingStudents {
    private StartingStudents() {}

    /**
     * Checks that the files of the policy exist, if the run that made it is not repeated too.
     *
     * @param run the run that is to be repeated; one of another kind starts from no other run's policy
     * @throws RefusedException naming the run to restart instead
     */
    static void require(Handle handle, RunId run) {
        Optional<String> gone = handle.createQuery("""
                        select 'run ' || x.id || ' (' || x.name || ') starts from a '
                            || case when x.settings ->> 'policy' like '%TEACHER' then 'teacher' else 'student' end
                            || ' of run ' || m.id || ' ('
                            || m.name || '), whose files were removed by the rules for retention; restart run ' || m.id
                        from run x
                        join lateral (select * from run n where n.experiment_id = x.experiment_id
                            and n.name = x.settings ->> 'of' order by n.generation desc limit 1) m on true
                        join experiment e on e.id = x.experiment_id
                        cross join lateral (
                            select p.path from policy p where p.run_id = m.id and p.role = 'student'
                                and p.unit like 'segment/%' and x.settings ->> 'policy' = 'TRAINED'
                                and e.spec #>> '{evaluate,checkpoints}' = 'FLAT_WINDOW'
                            union all
                            select d.student_path from promotion d where d.run_id = m.id and d.promoted
                                and x.settings ->> 'policy' = 'PROMOTED'
                                and e.spec #>> '{evaluate,promoted}' = 'BEST_ON_TRAIN'
                            union all
                            select coalesce(
                                case x.settings ->> 'policy'
                                    when 'PROMOTED' then (select d.student_path from promotion d where d.run_id = m.id
                                        order by d.t desc limit 1)
                                    when 'TRAINED' then (select p.path from policy p where p.run_id = m.id
                                        and p.role = 'student' and p.unit like 'segment/%'
                                        and (e.spec #>> '{evaluate,checkpoints}' <> 'FIXED_STEP' or p.unit = (
                                            select s.unit from training_step s where s.run_id = m.id
                                            and s.step + 1 = (e.spec #>> '{evaluate,step}')::int))
                                        order by split_part(p.unit, '/', 2)::int desc limit 1)
                                    when 'TRAINED_TEACHER' then (select p.path from policy p where p.run_id = m.id
                                        and p.role = 'teacher' and p.unit like 't/%/teach'
                                        and (e.spec #>> '{methods,teacherStep}' is null or p.unit =
                                            't/' || ((e.spec #>> '{methods,teacherStep}')::int - 1) || '/teach')
                                        order by split_part(p.unit, '/', 2)::int desc limit 1) end,
                                (select p.path from policy p where p.run_id = m.id and p.unit = 'init' and p.role =
                                    case when x.settings ->> 'policy' like '%TEACHER' then 'teacher' else 'student' end))
                            ) needed
                        join artifact a on a.path = needed.path and a.removed_at is not null
                        where x.id = :run and x.settings ->> 'policy' is not null limit 1""")
                .bind("run", run.value())
                .mapTo(String.class)
                .findOne();
        if (gone.isPresent()) {
            throw new RefusedException(gone.get());
        }
    }
}
