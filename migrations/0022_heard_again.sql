-- When danger was last heard behind an alarm that nobody has taken yet; null where it was heard once.
alter table alarms add column heard_at text;
