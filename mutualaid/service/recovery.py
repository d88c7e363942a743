"""Texts that reached the provider while we were away are taken in from its list, once and in order."""

from __future__ import annotations

import logging
from datetime import timedelta

from mutualaid.service import inbound
from mutualaid.service.kit import Kit
from mutualaid.store import messages, plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.transport.base import SendProblem

log = logging.getLogger(__name__)

SEEN = "recovered_until"
OVERLAP = timedelta(minutes=10)
FIRST = timedelta(days=1)


def recover(kit: Kit) -> int:
    """Takes in what is missing since the last look; says how many texts there were. A provider that cannot be
    reached is looked at again next time."""
    now = kit.clock.now()
    with kit.store.reading() as tx:
        seen = plan.mark(tx, SEEN)
    since = from_text(seen) - OVERLAP if seen else now - FIRST
    try:
        listed = kit.transport.list_inbound(since)
    except SendProblem as problem:
        log.warning("the provider's list could not be read: %s", problem)
        return 0
    taken = 0
    for text in listed:
        with kit.store.reading() as tx:
            known = messages.by_provider_id(tx, text.provider_id) is not None
        if not known and inbound.receive(kit, text) is not None:
            taken += 1
    with kit.store.transaction() as tx:
        plan.set_mark(tx, SEEN, to_text(now))
    if taken:
        log.info("took in %d texts that had been missed", taken)
    return taken
