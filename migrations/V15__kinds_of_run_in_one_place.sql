-- The kinds of run are listed in one place, dev.cairn.spec.RunKind, which also reads this column.
alter table run drop constraint run_kind_check;
