"""Every line the service can say, with the values its caller gives.

A line may use any slot that reads one of its values, and `group` and `number` always. What each says stands in
the lines.toml of each language.
"""

from __future__ import annotations

_GIVEN = """
# taking in
ask_what: kinds            | ask_what_again:
ask_where: kinds           | ask_where_again:
place_kept: need           | place_heard:
ask_where_to: kinds        | ask_where_to_again:       | ask_home:
ask_when: kinds            | ask_when_again:
ask_days: need             | ask_days_again: need
ask_offer_what: kinds      | ask_offer_what_again:
ask_offer_where: kinds     | ask_offer_where_again:
ask_offer_when: kinds      | ask_offer_when_again: | ask_which_days:
ask_name: kinds            | ask_name_again:
heard_name: name           | heard_time: need           | heard_days: offer
noted_first: kinds         | need_posted: need from by
need_posted_urgent: need from by
need_posted_urgent_review: need from by | needs_posted: kinds need from by
need_by_hand: need from by | need_changed: need by
needs_changed: needs       | door_confirm: name
needs_alike: needs
comes_too_soon: need       | promised_then: name at
yes_kept: name
helps_enough: n            | kept_then: name at
time_stays: name at
not_moved: name at         | not_moved_week: n
offered_then: at           | not_moved_offered: at
move_offered: at
move_taken: name at
need_wish: need wish       | wish_confirm: name wish
need_posted_late: need from
need_outside: need kinds by
need_slow: need kinds by   | needs_slow: need kinds by
need_closed: need kinds by until | needs_closed: need kinds by until
need_closed_late: need kinds by until
need_slow_knows: need kinds for_name | need_closed_knows: need kinds until for_name
need_posted_knows: need for_name | need_posted_pays: need
needs_posted_urgent: kinds need from by
needs_posted_urgent_review: kinds need from by
needs_posted_knows: kinds need for_name | needs_posted_pays: kinds need
need_posted_urgent_knows: need from for_name | need_posted_urgent_pays: need from
need_posted_urgent_review_knows: need by for_name | need_posted_urgent_review_pays: need by
need_posted_number: need   | need_posted_number_knows: need for_name
need_posted_fund: need by
need_changed_knows: need for_name | need_changed_pays: need
knows_yes: for_name        | knows_first: for_name
knows_first_waits: for_name
knows_yes_pays: for_name   | number_kept: by
pays_they:                 | pays_cannot: by
pays_again:                | fund_found: kinds
need_posted_urgent_medicine: need from by
need_posted_urgent_medicine_knows: need for_name
need_posted_urgent_medicine_asked: need from by
danger_alone: by danger
about_us:                  | about_bot:
about_agency:              | closed_until: until
about_scam: policy         | about_cost: policy
about_cost_store: policy   | about_number: policy
about_number_given: policy | about_private: policy
about_record: policy       | about_checks: policy
about_who: name policy helped | about_who_before: name policy helped
about_asker:               | about_asker_met: name
about_door: name           | about_place:
about_first_name:
door_corner: name          | about_word: name word
about_word_helper: name word
about_word_before: name
about_card: by             | about_other: name
about_other_before: name
offer_posted: offer        | offer_posted_name: offer
name_set: name             | how_change: need
how_change_offer: offer    | which_drop: options
which_number:              | need_dropped: kinds
speaks_noted: languages
dropped_rest: kinds need   | part_noted: wish kinds
need_found: kinds          | nothing_to_drop:
offers_ended:
# commands and what no need is about
menu:                      | help:
welcome:                   | back:
paused: until              | resumed:
paused_past: until         | paused_but: until
paused_ask: until          | paused_when: until
pause_need: kinds          | limit_when: n
limit_seldom: by           | nights_when:
minor_held: by             | status_held:
limit_set: n               | limit_how_often:
nights_on:
nights_off:
language_set:              | forget_sure:
language_which: languages by
forget_noted: by           | forget_kept:
forget_last:               | forget_duty:
late_answer:
person_reads: by           | person_reads_this: by
mourning: by
no_hurry:
after_danger:              | many_texts: by | help_many: by
after_danger_kept:
many_calm: by              | flood: by         | help_flood: by
person_here: name          | question_read: by
own_answer: text           | picture: by
not_understood:            | nothing_open:
noted:                     | welcome_thanks:
opted_out:                 | opted_out_forget: by
hours_heard: by            | still_texts:
still_texts_sure:
again: text
# phones
name_heard: name           | both: name
both_noted:                | one_or_two_plain:
before:                    | as_before:
begun_anew:                | back_need: kinds
wrong_number:              | requester_unreached: name
helper_unreached: name
fewer_until: kinds until   | lack_or_less: kinds
need_or_limit: kinds n
status_each: each          | status_visits: each
# status
status_connected: name at kinds need others | status_helping: name at need
status_yes_soon: name kinds need others
status_waiting: need       | status_your_turn: name kinds need others
status_your_time: name at kinds need others
status_person: kinds need by others | status_asking: kinds need n others
status_looking: kinds need by others | status_nobody: kinds need others
status_slow: kinds need others until | status_closed: kinds need others until
status_draft: kinds        | status_paused: until
status_offer: offer        | status_nothing:
status_offer_over: kinds   | pressed_ill: kinds by number
pressed_news: kinds by      | status_late: kinds need by others
# a match, to the helper
ask: task band             | ask_nudge: task
ask_again_standby: task band | ask_time: kinds
ask_day:                   | ask_hour: at
ask_time_again:            | helper_yes: time
helper_terms: time         | helper_no:
terms_read: by             | take_your_time:
sure_yes:                  | one_or_two:
sure_coming:               | sure_ill: task
rest_or_help:
sure_ask: task             | sure_confirm: name kinds at
time_ask: kinds at         | time_confirm: name kinds at
which_ask: options
one_two_three:             | late_yes_covered: kinds
late_yes_past: kinds
late_no:                   | covered: kinds
free_again: kinds          | turned_down: kinds
need_gone: kinds           | need_gone_asked: kinds
ask_changed: kinds         | connected_helper: name at word kinds pays
connected_helper_for: name at word for_name pays
connected_helper_street: name at word kinds pays
connected_helper_phone: name at word kinds | door: name door word need
remind_helper: name at word kinds need | requester_cannot: name
cannot_noted:              | cannot_noted_rest: until
happened_helper: name      | went_well_helper:
nobody_came_helper: by     | thanks_passed: name
missed: name               | missed_ask: name
visit_waits: by            | visit_on: name at
visit_no_word:
# a match, to the person in need
confirm: name kinds at helped | confirm_terms: name kinds at helped
confirm_one_of: name kinds at n wanted
connected_kept: name at word | connected_helper_kept: name at word kinds pays
again_kept: kinds at name   | again_open: kinds at
again_noted: kinds         | again_other: kinds         | one_two_three_again:
series_missed: kinds at    | skip_later: kinds
series_missed_next: kinds at
skipped: kinds at          | series_ended: kinds
aside_noted: kinds at      | aside_told: name kinds at
left_noted: kinds          | left_told: name kinds
kept_skipped: name kinds at | kept_over: name kinds
status_series: kinds series
series_until: kinds until   | which_times: kinds
ask_kept: task band
confirm_part: name kinds at people | confirm_but: name kinds at text
terms_back: name           | terms_no: name
helper_silent: name        | ask_back: kinds at
confirm_nudge: name        | connected_door: name at word pays
connected_door_for: name at word for_name
connected_door_opens: name at word for_name
connected_same_door: name at word pays
connected: name at word    | ask_door_again:
door_given: name           | door_too_late:
remind_helper_unsure: name at word kinds need
remind_unsure: name at word kinds
remind: name at word kinds | will_find_another:
remind_one_of: name at word kinds n wanted
remind_one_of_unsure: name at word kinds n wanted
helper_no_held:            | cannot_noted_held:
nobody_came_held: by       | nobody_came_helper_held: by
helper_cannot_held: name by | helper_missed: name by | helper_missed_held: name by
too_late_yes:              | helper_cannot: name by
requester_cannot_noted:    | happened: name
happened_for: name for_name
went_well_more: by         | went_well:
nobody_came: by
one_missed: name by        | one_missed_held: name by
problem_noted: by          | glad:
visit_unsure: by
off_all_unsaid: by         | off_still_unsaid: by
invite:                    | invite_no:
call_for_helper: offer n
time_passed: kinds         | time_passed_word: kinds
keep_looking:              | still_needed: kinds
news_asking: kinds         | news_looking: kinds
news_asking_odds: kinds odds | news_nobody_odds: kinds odds
news_looking_odds: kinds odds | status_looking_odds: kinds others odds
status_asking_odds: n kinds others odds | status_nobody_odds: kinds others odds
news_slow: kinds           | news_closed: kinds until
news_nobody: kinds         | closed_unmet: kinds
news_unanswered: name kinds
closed_expired: kinds
# across a connection
relay: name text           | relay_waits: name
as_agreed: name at        | moved_noted: at
relay_by_person: name by
contact_removed: name      | which_person: names
send_or_us: name           | complaint_read: by
send_or_us_grave: name
not_read_yet:
worry_read: by
not_sent_on: by
which_before: name names
status_several: names kinds at others
off_or_send: name          | waiting_read: name by
off_or_stays:              | visit_stays:
which_is_off: names        | off_all_or_stay:
off_by_you: name           | off_for_them: name
relay_closed: name
apart: by                  | apart_fear: by
apart_off: name by         | apart_off_fear: name by
apart_after: by
thanks_sent: name
apart_read: by             | apart_looking: by
# danger
danger_medical: danger     | danger_violence: danger
danger_home: danger        | danger_fire: danger
danger_overdose: danger    | danger_self_harm: danger
danger_other: danger       | danger_second: danger
danger_read: name
# on the phone
voice_hello:               | voice_danger:
voice_text:                | voice_press:
voice_no_such:               | voice_end:
voice_back: by             | voice_hidden:
voice_blocked:             | voice_connect: name
voice_choose: names        | voice_late:
voice_cannot:              | voice_nobody: name
voice_whisper: name        | voice_taken:
# to coordinators
alarm: name kind_text      | alarm_service: kind_text
alarm_taken_home: name     | alarm_taken_service:
alarm_taken: name          | alarm_taken_already: name
alarm_passed:              | review: task names
review_done:               | review_left:
review_gone:               | case_waits: n
"""


def _read(given: str) -> dict[str, frozenset[str]]:
    entries = (
        entry.split(":", 1)
        for row in given.splitlines()
        if row.strip() and not row.startswith("#")
        for entry in row.split("|")
    )
    return {name.strip(): frozenset(keys.split()) for name, keys in entries}


LINES = _read(_GIVEN)
"""The name of each line and the values it can use."""

SPOKEN = frozenset(line for line in LINES if line.startswith("voice_"))
"""Lines that are said aloud on the phone: no segment to fit, and every accent."""

WORDS_OF_PEOPLE = frozenset({"relay", "door"})
"""Lines that carry a neighbour's own words, which are not cut: they may be longer than a segment, and the same
words twice are sent twice."""
