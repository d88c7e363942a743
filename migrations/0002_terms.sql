-- What a yes is bound to: a part of the need, plain conditions, and whose proposal it is.

alter table matches add column part_kinds text not null default '';
alter table matches add column part_people integer;
alter table matches add column conditions text not null default '';
alter table matches add column by_requester integer not null default 0;

-- When a question was answered or given up: an answer may cross with the next.
alter table questions add column closed_at text;
