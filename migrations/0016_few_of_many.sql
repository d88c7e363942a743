-- How needs of a kind ended lately is read when somebody asks how theirs stands.

create index needs_ended on needs (state, posted_at) where state in ('fulfilled', 'unmet', 'expired');

-- Each round asks who is not reached and whose phone somebody else may be reading: few of very many.
create index talks_unreached on talks (neighbour_id) where unreached is not null;
create index talks_hushed on talks (neighbour_id) where hushed = 1;
