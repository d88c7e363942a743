-- Whom a series keeps is asked for each time somebody comes into question: their hours to come are promised.
create index series_keeping on series (helper_id) where ended_at is null;
