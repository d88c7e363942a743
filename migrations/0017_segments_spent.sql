-- Before each text leaves, what went out today is added up.

create index messages_spent on messages (handed_at, segments) where direction = 'out';
