"""Requests nobody should send: forged and mangled ones, replays, and forms of any shape with a valid signature."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from books import Row
from house import PUBLIC, House
from standin import ACCOUNT, OWN, TOKEN
from town import Provider, phones

from mutualaid.transport.twilio import sign

PATHS = ("/sms/inbound", "/sms/status?oid=nobody", "/voice", "/voice/key", "/voice/after")
AT_ONCE = 8
FLAT = 1.15
"""By how much the memory of a web process may grow over all of it."""


def forged(folder: Path, times: int, seed: int) -> list[Row]:
    """A true request changed in one way each: never taken in, never a fault, and no memory kept for it."""
    with Provider(answering=False) as provider, House(folder, provider) as house:
        true = provider.receive("+14155550111", "need groceries, 24th and mission", datetime.now(UTC))
        house.post("/sms/inbound", true)
        house.settle()
        for _ in range(200):  # what a process keeps for its first requests is no leak
            house.send("/sms/inbound", b"", "x")
        before, kept = house.memory(), _texts(house)

        def one(number: int) -> int:
            path, body, signed, more = _mangled(random.Random(seed * 1_000_000 + number), true, number)
            return house.send(path, body, signed, **more)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            statuses = Counter(pool.map(one, range(times)))
        replayed = sum(house.post("/sms/inbound", true) != 200 for _ in range(times // 20))
        house.settle()
        taken_in = _texts(house) - kept
        after = house.memory()
    says = ", ".join(f"{count} × {status or 'closed'}" for status, count in sorted(statuses.items()))
    return [
        Row("forged or mangled: taken in", times, taken_in, says),
        Row("forged or mangled: answered 200", times, statuses[200]),
        Row("forged or mangled: answered 500 or worse", times, sum(n for s, n in statuses.items() if s >= 500)),
        Row("a true request again: refused or with an effect", times // 20, replayed),
        Row(
            f"memory of a web process grown over {FLAT - 1:.0%}", 1, after > before * FLAT,
            f"{before:.0f} MB before, {after:.0f} MB after",
        ),
    ]  # fmt: skip


def _texts(house: House) -> int:
    return int(house.rows("select count(*) as n from messages")[0]["n"])


def _mangled(
    dice: random.Random, true: dict[str, str], number: int
) -> tuple[str, bytes, str | None, dict[str, str]]:
    """Where it goes, its body, its signature, further headers."""
    form = true | {"MessageSid": f"SM{number:032x}"}
    path, more = "/sms/inbound", {}
    body, signed = urlencode(form).encode(), sign(TOKEN, PUBLIC + path, form)
    what = dice.choice(
        (
            "no signature", "empty signature", "another token", "a field changed", "a field more", "a field twice",
            "cut", "another path", "another host signed", "plain http signed", "a port signed", "noise", "json",
            "another account", "another number of ours", "too long", "not ascii", "forwarded headers", "bad id",
        )
    )  # fmt: skip
    if what == "no signature":
        signed = None
    elif what == "empty signature":
        signed = ""
    elif what == "another token":
        signed = sign("54321", PUBLIC + path, form)
    elif what == "a field changed":
        name = dice.choice(list(form))
        body = urlencode(form | {name: form[name] + "x"}).encode()
    elif what == "a field more":
        body += b"&ProfileName=Ben"
    elif what == "a field twice":
        body += b"&Body=yes"
    elif what == "cut":
        body = body[: dice.randrange(len(body))]
    elif what == "another path":
        path = dice.choice(("/voice", "/sms/status", "/sms/inbound/", "/sms/inbound?x=1"))
    elif what == "another host signed":
        signed = sign(TOKEN, "https://help.example.net" + path, form)
    elif what == "plain http signed":
        signed = sign(TOKEN, "http://help.example.org" + path, form)
    elif what == "a port signed":
        signed = sign(TOKEN, "https://help.example.org:8443" + path, form)
    elif what == "noise":
        body = dice.randbytes(dice.randrange(2000))
    elif what == "json":
        body, more = b'{"Body": "hello"}', {"Content-Type": "application/json"}
    elif what == "another account":
        form["AccountSid"] = "AC" + "9" * 32
        body, signed = urlencode(form).encode(), sign(TOKEN, PUBLIC + path, form)
    elif what == "another number of ours":
        form["To"] = "+14155550199"
        body, signed = urlencode(form).encode(), sign(TOKEN, PUBLIC + path, form)
    elif what == "too long":
        body = b"Body=" + b"x" * dice.randrange(65_600, 200_000)
    elif what == "not ascii":
        signed = "\xfc" * 28
    elif what == "forwarded headers":
        signed = sign(TOKEN, "https://evil.example.net" + path, form)
        more = {"X-Forwarded-Host": "evil.example.net", "X-Forwarded-Proto": "https", "Host": "evil.example.net"}
    elif what == "bad id":
        form["MessageSid"] = dice.choice(("", "SM", "SMzz", "x" * 400))
        body, signed = urlencode(form).encode(), sign(TOKEN, PUBLIC + path, form)
    return path, body, signed, more


def forms(folder: Path, times: int, seed: int) -> list[Row]:
    """Forms of any shape, truly signed: refused or taken, never a fault. A 503 is an honest "ask again": the store
    was waited for 2.5 seconds in vain."""
    numbers = list(phones())

    with Provider(answering=False, reporting=0) as provider, House(folder, provider) as house:

        def one(number: int) -> int:
            dice = random.Random(seed * 1_000_000 + number)
            path = dice.choice(PATHS) if dice.random() < 0.3 else "/sms/inbound"
            return house.post(path, _any_form(dice, number, dice.choice(numbers)))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            statuses = Counter(pool.map(one, range(times)))
        failed = house.rows("select count(*) as n from messages where attempts > 0 and direction = 'in'")[0]["n"]
    says = ", ".join(f"{count} × {status or 'closed'}" for status, count in sorted(statuses.items()))
    return [
        Row(
            "signed forms of any shape: answered 500 or worse",
            times,
            sum(n for s, n in statuses.items() if s >= 500),
        ),
        Row("signed forms of any shape: no answer", times, statuses[0], says),
        Row("turns that failed", statuses[200], failed),
    ]


SIGNS = "abc 0123456789\n\t\x00\x07?!&=%+;'\"<>{}éñç🙏\u202e\u200b\ufeff\ud83d٣１ЅТОР"


def _any_form(dice: random.Random, number: int, phone: str) -> dict[str, str]:
    def any_text(most: int) -> str:
        length = int(most ** dice.random())
        if dice.random() < 0.5:
            text = "".join(dice.choice(SIGNS) for _ in range(length))
        else:
            text = "".join(chr(dice.randrange(0x110000)) for _ in range(min(length, 200)))
        return text.encode("utf-8", "replace").decode()

    form = {
        "MessageSid": f"SM{number:032x}", "AccountSid": ACCOUNT, "From": phone, "To": OWN, "Body": any_text(1500),
        "NumMedia": "0", "NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01",
    }  # fmt: skip
    for _ in range(dice.randrange(3)):
        name = dice.choice(list(form))
        change = dice.random()
        if change < 0.3:
            del form[name]
        elif change < 0.7:
            form[name] = any_text(100)
        else:
            form[any_text(20)] = any_text(50)
        if not form:
            break
    if dice.random() < 0.3:
        form |= {"MessageStatus": any_text(12), "CallSid": f"CA{number:032x}", "Digits": any_text(3)}
    return form
