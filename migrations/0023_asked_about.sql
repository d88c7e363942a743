-- When the provider was last asked what became of a text of ours; null where it was not asked yet.
alter table messages add column asked_at text;
