-- The KL of a step is null where it was not measured.

alter table training_step alter column kl drop not null;
comment on column training_step.kl is 'before the coefficient; null where not measured: beta 0, K1_REWARD, a skipped step';
update training_step s set kl = null from run r join experiment e on e.id = r.experiment_id
    where r.id = s.run_id and (s.skipped or (e.spec #>> array['soar', s.role, 'loss', 'beta'])::double precision = 0
        or e.spec #>> array['soar', s.role, 'loss', 'estimator'] = 'K1_REWARD');

-- Only files that may be given up one day are looked at.
create index artifact_retirable on artifact (run_id, unit)
    where removed_at is null and (unit like 't/%/trial/%' or kind = 'completions');
create index promotion_student on promotion (student_path);

-- Hard-Only warmed up min(20, S / 10) steps; now a spec says so.
update experiment set spec = jsonb_set(spec, '{hardOnly}',
        spec -> 'hardOnly' || '{"warmupSteps": 20, "warmupShare": 0.1}')
    where spec ? 'hardOnly' and not (spec -> 'hardOnly') ? 'warmupShare';
