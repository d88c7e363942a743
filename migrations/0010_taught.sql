-- What coordinators taught: words that mean certain kinds, and who taught which place and when. Of a text nothing is
-- kept here but the phrase she entered.

create table corrections (
    id text primary key,
    phrase text not null,
    words text not null unique,
    kinds text not null,
    taught_at text not null,
    taught_by text not null,
    used integer not null default 0,
    used_at text
);

create table taught_places (
    id text primary key,
    words text not null,
    place_id text not null,
    taught_at text,
    taught_by text
);

insert into taught_places (id, words, place_id, taught_at, taught_by)
select p.id, p.name, p.id,
    (select max(l.at) from log l where l.verb = 'teach place' and l.detail = p.name),
    (select max(l.who) from log l where l.verb = 'teach place' and l.detail = p.name)
from places p where p.source = 'coordinator';
