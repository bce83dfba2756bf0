-- Rows that people edit carry a version, by which an edit notices that another one was first.

alter table api_token add column version int not null default 0;
