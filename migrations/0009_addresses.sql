-- Imported address files: their houses, and what their streets are found under in spite of a typo. A file that is
-- being brought in is not active; when it is, the one of the same source before it goes.

create table address_files (
    id text primary key,
    source text not null,
    imported_at text not null,
    houses integer not null default 0,
    active integer not null default 0 check (active in (0, 1))
);
create unique index address_files_active on address_files (source) where active = 1;

create table addresses (
    file_id text not null references address_files (id),
    street text not null,
    kind text not null,
    direction text not null,
    number integer not null,
    letter text not null,
    city text not null,
    postcode text not null,
    latitude double precision not null,
    longitude double precision not null
);
create index addresses_on_street on addresses (file_id, street);

create table street_spellings (
    file_id text not null references address_files (id),
    spelling text not null,
    street text not null,
    primary key (file_id, spelling, street)
);
