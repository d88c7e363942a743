-- How needs of a kind ended lately is read when somebody asks how theirs stands.

create index needs_ended on needs (state, posted_at) where state in ('fulfilled', 'unmet', 'expired');
