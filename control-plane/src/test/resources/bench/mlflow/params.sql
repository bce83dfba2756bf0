-- The settings that an experiment of a sweep varies, and as many again that it does not.
select p.key, p.value, md5(r.id::text) as run_uuid
from run r join experiment e on e.id = r.experiment_id cross join lateral (values
    ('kind', r.kind), ('pool', r.pool), ('seed', e.seed::text), ('preset', e.preset), ('model', e.spec #>> '{model,path}'),
    ('problems', e.spec #>> '{problems,set}'), ('tau', e.spec #>> '{soar,outer,tau}'), ('steps', e.spec #>> '{soar,outer,steps}'),
    ('sets', e.spec #>> '{soar,outer,sets}'), ('repeats', e.spec #>> '{soar,outer,repeats}'),
    ('questions', e.spec #>> '{soar,outer,questions}'), ('reward_questions', e.spec #>> '{soar,outer,rewardQuestions}'),
    ('group_size', e.spec #>> '{soar,inner,groupSize}'), ('student_learning_rate', e.spec #>> '{soar,student,learningRate}'),
    ('teacher_learning_rate', e.spec #>> '{soar,teacher,learningRate}'), ('rank', e.spec #>> '{soar,lora,rank}')) p (key, value)
where p.value is not null
