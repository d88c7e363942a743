-- Days on which what comes again is not wanted, as its person said beforehand.

alter table series add column skips text not null default '';
