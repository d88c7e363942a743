-- The standing offers by kind, by where their helper sets out from and by when that helper was last asked: what a
-- round reads to find who comes into question, instead of everyone. An offer that names no kind is of kind general.

create table offers_near (
    kind text not null,
    offer_id text not null references offers (id),
    helper_id text not null references neighbours (id),
    latitude double precision,
    longitude double precision,
    asked_at text not null default '',
    primary key (kind, offer_id)
);
create index offers_near_place on offers_near (kind, latitude, longitude, offer_id, helper_id);
create index offers_near_rest on offers_near (kind, asked_at, offer_id);
create index offers_near_nowhere on offers_near (kind, asked_at, offer_id) where latitude is null;
create index offers_near_helper on offers_near (helper_id);
create index needs_near on needs (state, latitude, longitude) where state = 'open';

insert into offers_near (kind, offer_id, helper_id, latitude, longitude, asked_at)
select k.kind, o.id, o.neighbour_id,
    case when o.latitude is null or o.longitude is null then n.latitude else o.latitude end,
    case when o.latitude is null or o.longitude is null then n.longitude else o.longitude end,
    coalesce((select max(m.asked_at) from matches m where m.helper_id = o.neighbour_id), '')
from offers o
join neighbours n on n.id = o.neighbour_id
join (
    select 'food' as kind union all select 'water' union all select 'supplies' union all select 'medicine'
    union all select 'care' union all select 'ride' union all select 'delivery' union all select 'shelter'
    union all select 'clothing' union all select 'bedding' union all select 'money' union all select 'childcare'
    union all select 'company' union all select 'repair' union all select 'power' union all select 'translation'
    union all select 'advice' union all select 'pets' union all select 'rescue' union all select 'general'
) k on (k.kind = 'general' and o.kinds = '')
    or (case when k.kind = 'care' then replace(o.kinds, 'childcare', '') else o.kinds end) like '%' || k.kind || '%'
where o.state = 'available';
