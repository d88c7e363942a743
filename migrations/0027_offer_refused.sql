-- Kinds that a helper said no to for this offer, joined by ";", and until when; without an end, for good.
alter table offers add column refused text not null default '';
alter table offers add column refused_until text;
