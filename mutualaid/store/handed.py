"""What was handed to the provider, for comparing with its own list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import islice

from mutualaid.store import rows
from mutualaid.store.codec import to_text
from mutualaid.store.engine import Tx
from mutualaid.store.erasing import ERASED

AT_ONCE = 500
"""So many ids are asked for at a time."""


def known(tx: Tx, provider_ids: Collection[str]) -> set[str]:
    """Those of these ids that a text of ours has."""
    found: set[str] = set()
    ids = iter(provider_ids)
    while some := list(islice(ids, AT_ONCE)):
        of, named = rows.among("provider_id", some)
        found |= {row["provider_id"] for row in tx.all(f"select provider_id from messages where {of}", **named)}
    return found


def between(tx: Tx, since: datetime, until: datetime) -> set[str]:
    """The ids of texts handed over from `since` to before `until` (UTC) that went to a phone as far as we know, and
    were not deleted at the provider."""
    found = tx.all(
        "select provider_id from messages where direction = 'out' and handed_at >= :since and handed_at < :until"
        " and state in ('sent', 'delivered') and provider_id is not null"
        " and coalesce(reason, '') not like :erased",
        since=to_text(since),
        until=to_text(until),
        erased=f"%{ERASED}",
    )
    return {row["provider_id"] for row in found}


def in_doubt(tx: Tx, until: datetime) -> bool:
    """Whether there is a text written before `until` (UTC) of which we do not know whether the provider has it."""
    found = tx.one(
        "select id from messages where state in ('sending', 'unsure') and created_at < :until limit 1",
        until=to_text(until),
    )
    return found is not None
