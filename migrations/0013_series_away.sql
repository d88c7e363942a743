-- Helpers of what comes again who said beforehand that they cannot at some of its times, or any more.

alter table series add column away text not null default '';
