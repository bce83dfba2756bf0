package dev.cairn.experiments.taken;

import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;

/** Reads what must be known of a run before another experiment takes it over. */
record TakenRunSql(JdbcRunner jdbc) {
    /** The newest run of an experiment with this name. */
    Optional<RunId> named(long experiment, String name) {
        return jdbc.call(
                "looking for run " + name,
                handle -> handle.createQuery("""
                        select r.id from run r join experiment e on e.id = r.experiment_id and e.deleted_at is null
                        where r.experiment_id = :experiment and r.name = :name order by r.generation desc limit 1""")
                        .bind("experiment", experiment)
                        .bind("name", name)
                        .mapTo(Long.class)
                        .findOne()
                        .map(RunId::new));
    }

    /** The screening whose hard set has this name. */
    Optional<RunId> ofHardSet(String name) {
        return jdbc.call(
                "looking for hard set " + name,
                handle -> handle.createQuery(
                                "select run_id from named_hard_set where name = :name and run_id is not null")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .findOne()
                        .map(RunId::new));
    }

    /** Names of hard sets, the newest first; not all if there are many. */
    List<String> hardSets() {
        return jdbc.call(
                "listing hard sets",
                handle -> handle.createQuery(
                                "select name from named_hard_set where run_id is not null order by created_at desc limit 10")
                        .mapTo(String.class)
                        .list());
    }

    Optional<String> removed(RunId soar, ExperimentSpec spec) {
        return jdbc.call("looking for files of policies", handle -> TakenFiles.removed(handle, soar, spec));
    }

    /** Number of problems that a screening left to train on; 0 before its split. */
    int trainProblems(RunId screen) {
        return jdbc.call(
                "reading a hard set",
                handle -> handle.createQuery("select count(*) from hard_set where run_id = :run and half = 'train'")
                        .bind("run", screen.value())
                        .mapTo(Integer.class)
                        .one());
    }

    /** Whether both screenings have the same halves, in the same order. */
    boolean sameHardSet(RunId one, RunId other) {
        return jdbc.call(
                "comparing hard sets",
                handle -> handle.createQuery("""
                        with hard as (
                            select run_id, array_agg(array[half, ordinal::text, problem] order by half, ordinal) as problems
                            from hard_set where run_id in (:one, :other) group by 1)
                        select (select problems from hard where run_id = :one) = (select problems from hard where run_id = :other)""")
                        .bind("one", one.value())
                        .bind("other", other.value())
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    /** The run that made the units of one that may have inherited them. */
    RunId maker(RunId run) {
        return jdbc.call(
                "looking for the maker of a run's units",
                handle -> handle.createQuery("""
                        select coalesce(min(inherited_from), :run) from run_unit where run_id = :run and unit = 'init'""")
                        .bind("run", run.value())
                        .mapTo(Long.class)
                        .map(RunId::new)
                        .one());
    }

    /** Number of problems of a set whose text is that of a problem in a train half. */
    int shared(RunId screen, long problemSetId) {
        return jdbc.call(
                "comparing problems",
                handle -> handle.createQuery("""
                        with trained as (
                            select btrim(regexp_replace(p.question, '[[:space:]]+', ' ', 'g')) as text
                            from hard_set h join run r on r.id = h.run_id join experiment e on e.id = r.experiment_id
                            join problem p on p.problem_set_id = e.problem_set_id and p.id = h.problem
                            where h.run_id = :screen and h.half = 'train')
                        select count(*) from problem where problem_set_id = :set
                            and btrim(regexp_replace(question, '[[:space:]]+', ' ', 'g')) in (select text from trained)""")
                        .bind("screen", screen.value())
                        .bind("set", problemSetId)
                        .mapTo(Integer.class)
                        .one());
    }
}
