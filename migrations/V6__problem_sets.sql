-- Problem sets have names of their own, and are uploaded; the same content may be stored under several names.

alter table problem_set drop constraint problem_set_sha256_key;
alter table problem_set
    add column format      text not null default 'CAIRN',
    add column comparison  text not null default 'MATHS' check (comparison in ('MATHS', 'TEXT')),
    add column skipped     int not null default 0 check (skipped >= 0),
    add column warnings    int not null default 0 check (warnings >= 0),
    add column file_sha256 text check (length(file_sha256) = 64),
    add column file_bytes  bigint check (file_bytes >= 0),
    add column created_by  text;
alter table problem
    add column tolerance double precision check (tolerance > 0),
    add column unit      text;

comment on column problem_set.sha256 is 'over ids, questions, answers, tolerances and the comparison, in order';
comment on column problem_set.source is '''upload'' or ''builtin''; where older sets were read from';
comment on column problem_set.file_sha256 is 'of the bytes that were uploaded, which are kept under HOME/problem-sets';
comment on column problem_set.created_by is 'observed: who uploaded it; null for built-in sets';
comment on column problem_set.file_bytes is 'of the file that was uploaded';
comment on column problem.tolerance is 'how far a number may be from the answer; null: not at all';

-- Sets from before were named after their files or worlds, some of them alike.
update problem_set s set name = left(s.name, 190) || '-' || left(s.sha256, 8)
    where s.source like 'builtin:%'
       or exists (select from problem_set o where o.name = s.name and o.id < s.id);
alter table problem_set add constraint problem_set_name_key unique (name);

-- A spec names its set.
update experiment e
    set spec = jsonb_set(e.spec, '{problems}', jsonb_build_object(
        'set', case when s.source = 'builtin:chains' then 'chains' else s.name end,
        'limit', e.spec -> 'problems' -> 'limit'))
    from problem_set s
    where s.id = e.problem_set_id and e.spec -> 'problems' ? 'source';
