-- How far the helper of a standing offer goes stands beside it, so that who is too far away is passed over without
-- being read; and the index by place holds all that a look around a need reads.

alter table offers_near add column radius_km double precision;
alter table offers_near add column means text;
update offers_near set
    radius_km = (select o.radius_km from offers o where o.id = offers_near.offer_id),
    means = (select o.means from offers o where o.id = offers_near.offer_id);
drop index offers_near_place;
create index offers_near_place
    on offers_near (kind, latitude, longitude, offer_id, helper_id, asked_at, radius_km, means);

-- Each round asks who was asked whether it is still them: few of all that is planned.
create index follow_ups_doubt on follow_ups (neighbour_id) where done_at is null and kind = 'still_texts';

-- Each list that is approved, and each ask, looks for what stands open about its need or match.
create index questions_about_match on questions (match_id) where state in ('reserved', 'open');
create index questions_about_need on questions (need_id) where state in ('reserved', 'open');
create index questions_about_alarm on questions (alarm_id) where state in ('reserved', 'open');
create index cases_need on cases (need_id) where settled_at is null;
create index cases_match on cases (match_id) where settled_at is null;
create index cases_neighbour on cases (neighbour_id) where settled_at is null;
-- Each round and each ask looks at who has to be looked at first.
create index cases_reason on cases (reason, neighbour_id) where settled_at is null;
