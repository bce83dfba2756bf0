-- A teacher's completion says which question it became, as new ones do: the accepted ones of a set, in their order.

update rollout r set subject = n.subject
    from (
        select w.run_id, w.unit, w.ordinal,
            w.slot || '.' || row_number() over (partition by w.run_id, w.unit, w.slot order by w.ordinal) - 1 as subject
        from outer_step o
        join rollout w on w.run_id = o.run_id and w.unit = o.unit
        where w.rejection is null) n
    where r.run_id = n.run_id and r.unit = n.unit and r.ordinal = n.ordinal;

comment on column rollout.subject is 'the problem''s id, or the question''s k.i; empty for a rejected completion of the teacher';
comment on column rollout.advantage is
    'as sent to the trainer; 0 for completions of the teacher, whose sets have theirs in set_advantage';
