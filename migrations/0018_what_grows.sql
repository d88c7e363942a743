-- SQLite uses a partial index only where the query has its condition word for word: the one over three states served
-- none of them alone, and each look for texts to send went through all texts there are.
drop index messages_out;
create index messages_queued on messages (rank, created_at, counter, id) where state = 'queued';
create index messages_sending on messages (created_at, id) where state = 'sending';
create index messages_unsure on messages (created_at, id) where state = 'unsure';

-- Texts handed over whose end is not known; what was sent today has an index of its own.
drop index messages_handed;
create index messages_undecided on messages (handed_at, id) where state = 'sent';

-- The text that asked a question, and the texts of a match.
create index messages_asking on messages (question_id, counter) where question_id is not null;
create index messages_matched on messages (match_id) where match_id is not null;

-- The needs of a series.
create index needs_of_series on needs (series_id) where series_id is not null;
