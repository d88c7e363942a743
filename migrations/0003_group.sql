-- The group's own answers as coordinators enter them: what each is for, and its text in each language.

create table answers (
    id text primary key,
    changed_at text not null,
    changed_by text not null,
    kinds text not null default '',
    words text not null default '',
    uses text not null
);

create table answer_texts (
    answer_id text not null references answers (id) on delete cascade,
    language text not null,
    text text not null,
    primary key (answer_id, language)
);

-- The brake, every setting of it: the newest row counts.

create table brakes (
    id text primary key,
    position text not null check (position in ('open', 'slow', 'closed')),
    set_at text not null,
    set_by text not null,
    until_at text
);

-- How somebody agreed to our texts, in words.

alter table neighbours add column consent_note text;

-- Whose person was told that we look on, so that the brake does not hold it back.

alter table needs add column promised integer not null default 0;
