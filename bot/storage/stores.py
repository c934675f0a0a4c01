"""All that is stored, each kind under its name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.audit import Audit
from bot.storage.broadcasts import Broadcasts
from bot.storage.chats import Chats
from bot.storage.compositions import Compositions
from bot.storage.database import Database
from bot.storage.halts import Halts
from bot.storage.handoffs import Handoffs
from bot.storage.leases import Leases
from bot.storage.ledger import Ledger
from bot.storage.lessons import Lessons
from bot.storage.outbox import Outbox
from bot.storage.questions import Questions
from bot.storage.releases import Releases
from bot.storage.reports import Reports
from bot.storage.roles import Roles
from bot.storage.staff_names import StaffNames
from bot.storage.subscriptions import Subscriptions
from bot.storage.waiters import Waiters


@dataclass(frozen=True, slots=True)
class Stores:
    """The classes of this package, over one database."""

    chats: Chats
    subscriptions: Subscriptions
    roles: Roles
    staff_names: StaffNames
    audit: Audit
    compositions: Compositions
    leases: Leases
    halts: Halts
    broadcasts: Broadcasts
    ledger: Ledger
    reports: Reports
    releases: Releases
    handoffs: Handoffs
    outbox: Outbox
    questions: Questions
    waiters: Waiters
    lessons: Lessons


def stores_on(database: Database) -> Stores:
    """Return all stores over a database, which may be opened later."""
    return Stores(
        chats=Chats(database),
        subscriptions=Subscriptions(database),
        roles=Roles(database),
        staff_names=StaffNames(database),
        audit=Audit(database),
        compositions=Compositions(database),
        leases=Leases(database),
        halts=Halts(database),
        broadcasts=Broadcasts(database),
        ledger=Ledger(database),
        reports=Reports(database),
        releases=Releases(database),
        handoffs=Handoffs(database),
        outbox=Outbox(database),
        questions=Questions(database),
        waiters=Waiters(database),
        lessons=Lessons(database),
    )
