-- Kinds that a helper said no to for this offer, joined by ";": each with the time at which that ends, else for good.
alter table offers add column refused text not null default '';
