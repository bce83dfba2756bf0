-- In which settings do two experiments differ?
-- :first, bigint, for example 1
-- :second, bigint, for example 2
-- Index: experiment_pkey
select path, a.value as first_value, b.value as second_value
from (select path, value from history.settings where experiment_id = :first) a
full join (select path, value from history.settings where experiment_id = :second) b using (path)
where a.value is distinct from b.value
order by path
