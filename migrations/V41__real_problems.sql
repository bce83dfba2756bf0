-- Students that train on another problem set beside the hard problems.

alter table experiment add column real_problem_set_id bigint references problem_set;
comment on column experiment.real_problem_set_id is 'the set that methods.realProblems names, if a method uses it';
create index experiment_of_real_problem_set on experiment (real_problem_set_id) where real_problem_set_id is not null;

-- Whoever sees an experiment sees this set as well.
create or replace view history.problem_sets with (security_barrier) as
    select p.id as problem_set_id, p.name, p.source, p.format, p.comparison, p.problems, p.skipped,
        p.sha256 as content_sha256, p.created_by, p.created_at
    from public.problem_set p
    where (select history_access.sees_all()) or p.created_by is null or p.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where p.id in (e.problem_set_id, e.real_problem_set_id)
            and (e.owner = (select history_access.viewer()) or e.shared));

create or replace view history.problems with (security_barrier) as
    select p.problem_set_id, s.name as problem_set, p.ordinal as position, p.id as problem_id, p.question, p.answer,
        p.tolerance, p.unit
    from public.problem_set s join public.problem p on p.problem_set_id = s.id
    where (select history_access.sees_all()) or s.created_by is null or s.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where s.id in (e.problem_set_id, e.real_problem_set_id)
            and (e.owner = (select history_access.viewer()) or e.shared));

-- Specs from before these settings existed say what they meant.
update experiment set spec = jsonb_set(spec, '{methods}',
        '{"realProblems": null, "realSample": false, "realFull": false}' || (spec -> 'methods'))
    where spec ? 'methods' and not (spec -> 'methods') ? 'realProblems';
