-- What follows a visit: who called it off, for the helper's record, and whether a neighbour was asked, once, if
-- there is something they like doing for others.

alter table matches add column called_off_by text;
alter table neighbours add column invited_at text;
