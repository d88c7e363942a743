"""build(config) -> Kit: the only file that knows every concrete part."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from mutualaid.clock import Clock, Dice, Ids, clock_from
from mutualaid.config import Config, Group, languages
from mutualaid.domain.places import Place
from mutualaid.domain.reading import Spot
from mutualaid.gazetteer.gazetteer import Gazetteer
from mutualaid.language import ownfiles
from mutualaid.language.foreign import Foreign
from mutualaid.language.guarding import harm
from mutualaid.language.reader import Reader
from mutualaid.language.saying.catalogue import Catalogue, CatalogueError
from mutualaid.language.saying.segments import segments
from mutualaid.language.words.cuebook import hearing
from mutualaid.language.words.taught import NOTHING, Taught
from mutualaid.languages import use
from mutualaid.service.kit import Kit
from mutualaid.store import addresses, corrections, plan
from mutualaid.store.addresses import StoredBook
from mutualaid.store.engine import Store, StoreError, open_store
from mutualaid.store.migrate import migrate
from mutualaid.transport.base import Transport
from mutualaid.transport.handset import Handset
from mutualaid.transport.notices import Notices
from mutualaid.transport.twilio import TwilioTransport

log = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0
"""How often a process whose database cannot be used yet tries again."""

LOOK_SECONDS = 5.0
"""How often a process looks whether another one taught a place."""


class Lessons:
    """The corrections as they are now: read from the store, and read anew once one was added or taken back, here or
    in another process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now: tuple[str, Taught] = ("", NOTHING)

    def taught(self) -> Taught:
        """A look costs less than the reading of one text, so every text is read with what stands."""
        if not self._store.busy():
            with self._store.reading() as tx:
                version = corrections.taught(tx)
                if version != self._now[0]:
                    self._now = (version, Taught(corrections.corrections(tx)))
        return self._now[1]


class Places:
    """The gazetteer as it is now: read from the store, and read anew after something was learned, here or in
    another process."""

    def __init__(self, store: Store, country: str, clock: Clock) -> None:
        self._store = store
        self._country = country
        self._clock = clock
        self._guard = threading.Lock()
        self._looked = 0.0
        self._known = ""
        self.gazetteer = Gazetteer((), country=country)

    def learn(self) -> None:
        with self._store.reading() as tx:
            known, taught = plan.places(tx), plan.places_taught(tx)
            book = StoredBook(self._store) if addresses.files(tx) else None
        with self._guard:
            self.gazetteer = Gazetteer(known, country=self._country, book=book)
            self._known = taught

    def _look(self) -> None:
        now = self._clock.monotonic()
        if now - self._looked < LOOK_SECONDS or self._store.busy():
            return
        self._looked = now
        with self._store.reading() as tx:
            taught = plan.places_taught(tx)
        if taught != self._known:
            self.learn()

    def find(self, text: str, language: str | None = None, bare: bool = False) -> tuple[Spot, ...]:
        self._look()
        return self.gazetteer.find(text, language, bare)

    def resolve(self, words: str) -> Place | None:
        self._look()
        return self.gazetteer.resolve(words)


def build(
    config: Config,
    *,
    clock: Clock | None = None,
    dice: Dice | None = None,
    transport: Transport | None = None,
    store: Store | None = None,
) -> Kit:
    """The service for a config, its store brought to the newest schema. Raises ClockRefused, StoreUrlError,
    CatalogueError where the config cannot be used."""
    clock = clock or clock_from(config.env.clock, config.env.twilio_api_base)
    dice = dice or Dice()
    store = store or open_store(config.env.database_url)
    migrate(store)
    group = config.group
    _own_language_files(group)
    places = Places(store, group.country, clock)
    ids = Ids(clock, dice)
    _keep_places(store, config, ids)
    places.learn()
    catalogue = Catalogue(
        group.languages,
        group.short_name,
        group.emergency_number,
        group.kinds,
        zone=group.zone,
        country=group.country,
        danger_numbers=config.danger_numbers,
        danger_lines=config.danger.lines,
        others=languages(),
    )
    notices = Notices(config.alarms, config.env.smtp_url)
    reader = Reader(group.languages, places.find, group.kinds, Lessons(store).taught)
    return Kit(
        store=store,
        config=config,
        clock=clock,
        ids=ids,
        dice=dice,
        catalogue=catalogue,
        reader=reader,
        hear=reader.hear,
        hear_any=hearing(languages()),
        foreign=Foreign(group.languages, languages(), places.find, group.kinds),
        gazetteer=places,
        transport=transport or _twilio(config),
        learn=places.learn,
        notice=notices,
        beat=notices.beat,
        holder=dice.token(8),
    )


def build_if_ready(config: Config) -> Kit | None:
    """As `build`; None where the store cannot be used now, for a process that starts while its server is away."""
    store: Store | None = None
    try:
        store = open_store(config.env.database_url)
        return build(config, store=store)
    except StoreError as problem:
        log.error("the database cannot be used yet, and is tried again: %s", problem)
        if store is not None:
            store.close()
        return None


def _own_language_files(group: Group) -> None:
    """The group's own files of languages, in use for this process. Raises CatalogueError where they have faults:
    nobody is to be answered by words that do harm."""
    folder = Path(group.language_folder) if group.language_folder else None
    use(folder)
    if folder is not None:
        wrong = ownfiles.faults(folder) or harm(folder, group.languages)
        if wrong:
            raise CatalogueError("\n".join(wrong))


def _keep_places(store: Store, config: Config, ids: Ids) -> None:
    """The config's places stand in the store beside those learned."""
    with store.transaction() as tx:
        for entry in config.places:
            place = Place(
                id=ids.new(),
                name=entry.name,
                latitude=entry.latitude,
                longitude=entry.longitude,
                aliases=entry.aliases,
            )
            plan.put_place(tx, place)


def _twilio(config: Config) -> Transport:
    env = config.env
    return TwilioTransport(
        env.twilio_account_sid,
        env.twilio_auth_tokens[0] if env.twilio_auth_tokens else "",
        env.twilio_from,
        public_url=env.public_url,
        api_base=env.twilio_api_base,
    )


def handset(clock: Clock, number: str) -> Handset:
    """The demo's phones."""
    return Handset(clock.now, segments, number)


def provider(config: Config) -> Transport:
    """The provider's side alone, for a look at it."""
    return _twilio(config)
