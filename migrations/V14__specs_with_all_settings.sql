-- Specs from before these settings existed say what they meant: Cairn chooses the GPUs, and the experiment screens itself.

update experiment set spec = jsonb_set(spec, '{execution,gpu}',
        '{"tensorParallel": 1, "engineDevice": null, "trainerDevice": null, "engineMemoryShare": null}')
    where not (spec -> 'execution') ? 'gpu';
update experiment set spec = jsonb_set(spec, '{screen,from}', 'null')
    where not (spec -> 'screen') ? 'from';
