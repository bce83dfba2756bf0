-- A method's student can be evaluated after a fixed step of its training. Specs from before this setting existed do not
-- use it and have its default. Numbers are written as the application writes them.
update experiment set spec = jsonb_set(spec, '{evaluate,step}', '50')
    where spec ? 'evaluate' and not (spec -> 'evaluate') ? 'step';

-- The trained teacher of methods can be that of an earlier outer step.
update experiment set spec = jsonb_set(spec, '{methods,teacherStep}', 'null')
    where spec ? 'methods' and not (spec -> 'methods') ? 'teacherStep';
