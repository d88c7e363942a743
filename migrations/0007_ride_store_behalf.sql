-- Rides there and back, who pays the store, and whether somebody a need is posted for knows of it.
alter table needs add column knows integer check (knows in (0, 1));
alter table needs add column at_door text not null default '';
alter table needs add column practical text not null default '';
alter table needs add column round_trip integer check (round_trip in (0, 1));
alter table needs add column pays text check (pays in ('they', 'cannot', 'fund', 'nobody'));
