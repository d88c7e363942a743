-- Times are TEXT, UTC with milliseconds ("2026-10-05T16:00:00.000Z"), so that they sort as written.
-- Ids are TEXT (UUIDv7). Lists are TEXT, one element a line or separated by ";". Booleans are 0 or 1.

create table neighbours (
    id text primary key,
    phone text not null unique,
    created_at text not null,
    name text,
    language text,
    standing text not null default 'active' check (standing in ('active', 'opted_out', 'blocked')),
    consent_how text check (consent_how in ('text', 'coordinator', 'import')),
    consent_by text,
    consent_at text,
    known integer not null default 0,
    latitude double precision,
    longitude double precision,
    place_text text,
    nights integer not null default 0,
    asks_per_week integer,
    paused_until text,
    welcomed_at text,
    last_in_at text,
    helped integer not null default 0,
    version integer not null default 0
);

create table coordinators (
    id text primary key,
    name text not null,
    created_at text not null,
    phone text unique,
    on_duty integer not null default 1,
    wake integer not null default 0,
    session integer not null default 0
);

create table sign_in_links (
    digest text primary key,
    coordinator_id text not null references coordinators (id) on delete cascade,
    expires_at text not null,
    used_at text
);

create table talks (
    neighbour_id text primary key references neighbours (id) on delete cascade,
    counter integer not null default 0,
    misses integer not null default 0,
    held_by text,
    held_until text,
    told_held integer not null default 0,
    focus_need_id text,
    focus_offer_id text,
    focus_until text,
    last_body text,
    peer_match_id text,
    peer_until text,
    hushed integer not null default 0
);

create table needs (
    id text primary key,
    neighbour_id text not null references neighbours (id),
    created_at text not null,
    state text not null check (state in
        ('drafted', 'open', 'matched', 'fulfilled', 'withdrawn', 'expired', 'unmet')),
    kinds text not null default '',
    text text not null default '',
    place_text text,
    latitude double precision,
    longitude double precision,
    precision text not null default 'none',
    to_text text,
    to_latitude double precision,
    to_longitude double precision,
    when_text text,
    from_at text,
    to_at text,
    people integer,
    helpers_wanted integer not null default 1 check (helpers_wanted between 1 and 50),
    on_behalf integer not null default 0,
    for_name text,
    conditions text not null default '',
    urgent integer not null default 0,
    danger text,
    held integer not null default 0,
    door text,
    reviewed_at text,
    reviewed_by text,
    news integer not null default 0,
    posted_at text,
    closed_at text,
    version integer not null default 0
);
create index needs_of on needs (neighbour_id, state);
create index needs_open on needs (state, posted_at) where state in ('drafted', 'open', 'matched');

create table offers (
    id text primary key,
    neighbour_id text not null references neighbours (id),
    created_at text not null,
    state text not null check (state in ('drafted', 'available', 'paused', 'withdrawn')),
    kinds text not null default '',
    text text not null default '',
    place_text text,
    latitude double precision,
    longitude double precision,
    precision text not null default 'none',
    radius_km double precision,
    means text,
    when_text text,
    from_at text,
    to_at text,
    days text not null default '',
    from_hour double precision,
    to_hour double precision,
    per_week integer,
    capacity integer not null default 1,
    version integer not null default 0
);
create index offers_of on offers (neighbour_id, state);
create index offers_free on offers (state, latitude, longitude) where state = 'available';

create table matches (
    id text primary key,
    need_id text not null references needs (id),
    helper_id text not null references neighbours (id),
    created_at text not null,
    offer_id text references offers (id),
    state text not null check (state in
        ('suggested', 'approved', 'asked', 'countered', 'accepted', 'confirmed', 'fulfilled', 'declined',
         'lapsed', 'turned_down', 'withdrawn', 'fell_through', 'covered')),
    rank integer not null default 0,
    score double precision not null default 0,
    why text not null default '',
    band text not null default 'unknown',
    distance_km double precision,
    asked_at text,
    nudged_at text,
    answered_at text,
    terms text,
    terms_from text,
    terms_to text,
    confirmed_at text,
    agreed_at text,
    word text,
    standby integer not null default 0,
    closed_at text,
    relay_until text,
    outcome text check (outcome in ('well', 'nobody_came', 'problem'))
);
create unique index matches_one on matches (need_id, helper_id)
    where state in ('suggested', 'approved', 'asked', 'countered', 'accepted', 'confirmed', 'covered', 'lapsed');
create index matches_of_need on matches (need_id, state);
create index matches_of_helper on matches (helper_id, state);

create table questions (
    id text primary key,
    neighbour_id text not null references neighbours (id),
    kind text not null,
    created_at text not null,
    state text not null check (state in ('reserved', 'open', 'answered', 'lapsed', 'dropped')),
    importance integer not null default 0,
    need_id text references needs (id),
    match_id text references matches (id),
    offer_id text references offers (id),
    alarm_id text,
    text text,
    opened_at text,
    doubted integer not null default 0,
    tries integer not null default 0,
    answer text
);
create unique index questions_one on questions (neighbour_id) where state in ('reserved', 'open');

create table messages (
    id text primary key,
    direction text not null check (direction in ('in', 'out')),
    neighbour_id text references neighbours (id),
    phone text not null,
    body text not null,
    created_at text not null,
    state text not null check (state in
        ('received', 'handled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'dropped',
         'unsure')),
    counter integer not null default 0,
    provider_id text unique,
    kind text not null default 'rest',
    line text,
    question_id text references questions (id),
    need_id text references needs (id),
    match_id text references matches (id),
    case_id text,
    reply_to text references messages (id),
    rank integer not null default 9,
    send_after text,
    valid_until text,
    handed_at text,
    segments integer not null default 0,
    media integer not null default 0,
    error integer,
    reason text,
    attempts integer not null default 0,
    by text,
    claimed_until double precision
);
create index messages_of on messages (neighbour_id, counter);
create index messages_out on messages (rank, send_after) where state in ('queued', 'sending', 'unsure');
create index messages_in on messages (created_at) where state = 'received';
create index messages_handed on messages (handed_at) where handed_at is not null;

create table follow_ups (
    id text primary key,
    kind text not null,
    due_at text not null,
    created_at text not null,
    neighbour_id text references neighbours (id),
    need_id text references needs (id),
    match_id text references matches (id),
    question_id text references questions (id),
    subject text,
    attempts integer not null default 0,
    done_at text,
    outcome text
);
create index follow_ups_due on follow_ups (due_at) where done_at is null;
create index follow_ups_need on follow_ups (need_id) where done_at is null;
create index follow_ups_match on follow_ups (match_id) where done_at is null;

create table cases (
    id text primary key,
    reason text not null,
    urgency integer not null default 2,
    created_at text not null,
    neighbour_id text references neighbours (id),
    need_id text references needs (id),
    match_id text references matches (id),
    message_id text references messages (id),
    note text,
    settled_at text,
    settled_by text,
    outcome text
);
create index cases_open on cases (urgency, created_at) where settled_at is null;

create table alarms (
    id text primary key,
    kind text not null,
    created_at text not null,
    neighbour_id text references neighbours (id),
    need_id text references needs (id),
    note text,
    walked integer not null default 0,
    acknowledged_at text,
    acknowledged_by text,
    honest_at text
);
create index alarms_open on alarms (created_at) where acknowledged_at is null;

create table places (
    id text primary key,
    name text not null unique,
    latitude double precision,
    longitude double precision,
    aliases text not null default '',
    precision text not null default 'place',
    source text not null default 'config'
);

create table rulings (
    need_id text references needs (id),
    neighbour_id text not null references neighbours (id),
    other_id text not null references neighbours (id),
    by text not null,
    created_at text not null,
    unique (neighbour_id, other_id)
);

create table log (
    id text primary key,
    at text not null,
    who text not null,
    verb text not null,
    neighbour_id text,
    need_id text,
    match_id text,
    detail text
);
create index log_of_need on log (need_id, id);
create index log_of_neighbour on log (neighbour_id, id);

create table leases (
    name text primary key,
    holder text not null,
    expires double precision not null
);

create table marks (
    name text primary key,
    value text not null
);
