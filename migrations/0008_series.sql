-- Help that comes again: a series posts one ordinary need for each time.

create table series (
    id text primary key,
    neighbour_id text not null references neighbours (id),
    created_at text not null,
    kinds text not null default '',
    days text not null default '',
    every integer not null default 1 check (every between 1 and 8),
    from_hour double precision,
    to_hour double precision,
    helper_id text references neighbours (id),
    ended_at text
);
create index series_of on series (neighbour_id) where ended_at is null;

alter table needs add column repeat_every integer not null default 0;
alter table needs add column repeat_days text not null default '';
alter table needs add column repeat_from double precision;
alter table needs add column repeat_to double precision;
alter table needs add column series_id text references series (id);
alter table matches add column agreed_first integer not null default 0;
