-- The hours of each day of an offer where they differ ("evenings and sat"): "days,from,to", joined by ";". Empty where the
-- days and hours beside it say it all, as in every offer before.
alter table offers add column by_day text not null default '';
