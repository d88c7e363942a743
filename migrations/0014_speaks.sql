-- What a neighbour says they speak beside the language they write in: codes, or names of languages that are not ours.

alter table neighbours add column speaks text not null default '';
