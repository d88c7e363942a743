-- Forgetting somebody in a store of years: what others were sent about their needs, texts that belong to nobody, and
-- what the log says of their matches.

create index messages_of_need on messages (need_id) where need_id is not null;
create index messages_of_nobody on messages (phone) where neighbour_id is null;
create index log_of_match on log (match_id) where match_id is not null;
