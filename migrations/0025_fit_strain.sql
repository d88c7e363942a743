-- What a wave weighs of each on a list: how far kind and distance let a yes be hoped for, and how many of those who come
-- into question were asked lately.
alter table matches add column fit double precision not null default 1;
alter table matches add column strain double precision not null default 0;
