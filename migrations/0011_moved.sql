-- A time one side of a connection proposed to the other after both had agreed on one.

alter table matches add column moved_from text;
alter table matches add column moved_to text;
alter table matches add column moved_by text;
alter table matches add column moved_at text;
