-- What is odd about a step's accepted questions; null in steps from before these were counted.
alter table outer_step
    add column several_questions int check (several_questions >= 0),
    add column repeated_questions int check (repeated_questions >= 0);
comment on column outer_step.several_questions is 'accepted completions with more than one question; the first is taken';
comment on column outer_step.repeated_questions is
    'questions whose text stands earlier in their own set, every run of blanks taken as one';
