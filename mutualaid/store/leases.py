"""Leases: who alone does something for a while, over all processes and machines."""

from __future__ import annotations

from mutualaid.store.engine import Tx

CLOCKS_APART = 10.0
"""Seconds by which the clocks of two machines may be apart: each only reckons the server's (`Store.ticks`)."""


def take(tx: Tx, name: str, holder: str, now: float, seconds: float) -> bool:
    """Whether `holder` has the lease until `now + seconds` (monotonic). One that ends later than any could, however
    far another machine's clock is ahead, was taken before the machine's clock began anew, at a reboot, and holds
    nobody off."""
    changed = tx.run(
        "insert into leases (name, holder, expires) values (:name, :holder, :expires)"
        " on conflict (name) do update set holder = :holder, expires = :expires"
        " where leases.holder = :holder or leases.expires <= :now or leases.expires > :latest",
        name=name,
        holder=holder,
        expires=now + seconds,
        latest=now + seconds + CLOCKS_APART,
        now=now,
    )
    return changed == 1


def leave(tx: Tx, name: str, holder: str) -> None:
    """Gives a lease up, so that whoever comes next need not wait."""
    tx.run("delete from leases where name = :name and holder = :holder", name=name, holder=holder)
