-- Who is behind a phone: others who use it too, whether texts reach it, what an opt-out took off, and what is
-- put by of a record while it is not known whether the phone changed hands.

alter table talks add column also text not null default '';
alter table talks add column unreached text;
alter table talks add column taken_off text not null default '';

create table strangers (
    id text primary key references neighbours (id) on delete cascade,
    since text not null,
    name text,
    known integer not null default 0,
    helped integer not null default 0,
    latitude double precision,
    longitude double precision,
    place_text text
);
