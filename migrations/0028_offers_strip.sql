-- Who stands near is read strip by strip of latitude (store/nearby.py): of a band across the whole town a box holds little.
alter table offers_near add column strip integer;
update offers_near set strip = cast(round((latitude + 90) * 200) as integer) where latitude is not null;
drop index offers_near_place;
create index offers_near_place
    on offers_near (kind, strip, longitude, latitude, offer_id, helper_id, asked_at, radius_km, means);
