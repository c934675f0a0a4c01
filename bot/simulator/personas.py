"""The people and groups that a fresh preview starts with."""

from bot.simulator.model import (
    ADMINISTRATOR,
    CREATOR,
    GROUP,
    MEMBER,
    SUPERGROUP,
    Chat,
    Member,
    User,
)
from bot.simulator.rights import USUAL_RIGHTS
from bot.simulator.state import World
from bot.simulator.topics import ICON_COLORS, open_topic

ADMIN_ID = 1001
GROUP_ID = -2001
FORUM_ID = -1002000000001


def personas() -> list[User]:
    """Four people, one for each language; the first is on the staff."""
    return [
        User(
            ADMIN_ID,
            "Robin",
            last_name="Clarke",
            username="robin_clarke",
            language_code="en",
            is_persona=True,
            note="Staff, International Office",
        ),
        User(
            1002,
            "佐藤 春",
            username="haru_sato",
            language_code="ja",
            is_persona=True,
            note="Student, Japanese",
        ),
        User(
            1003,
            "An",
            last_name="Nguyễn",
            username="an_nguyen",
            language_code="vi",
            is_persona=True,
            note="Student, Vietnamese",
        ),
        User(
            1004,
            "ตะวัน",
            last_name="ศรีสุข",
            username="tawan_srisuk",
            language_code="th",
            is_persona=True,
            note="Student, Thai",
        ),
    ]


def add_personas(world: World) -> None:
    """Add the people, a group with the bot as a member and a forum with it as administrator."""
    people = personas()
    for user in people:
        world.add_user(user)
    group = Chat(GROUP_ID, GROUP, title="Exchange students 2026")
    forum = Chat(
        FORUM_ID,
        SUPERGROUP,
        title="International Office",
        is_forum=True,
        description="Questions of students, one topic each",
    )
    for chat in (group, forum):
        chat.members = {user.id: Member(MEMBER) for user in people}
        chat.members[ADMIN_ID] = Member(CREATOR)
        world.add_group(chat)
    # In every group the first message says that it was made.
    world.new_message(forum, ADMIN_ID, {"supergroup_chat_created": True})
    world.new_message(group, ADMIN_ID, {"group_chat_created": True})
    for number, name in enumerate(("Questions", "Visits", "Announcements")):
        open_topic(world, forum, ADMIN_ID, name, ICON_COLORS[number])
    # The bot comes last: what happened before is no news to it.
    group.members[world.bot.id] = Member(MEMBER)
    forum.members[world.bot.id] = Member(ADMINISTRATOR, rights=dict(USUAL_RIGHTS))
