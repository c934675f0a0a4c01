"""What administrators are shown of a proposal, and of a base that is refused."""

from handlers.proposals import show_error
from knowledge.problems import InvalidBaseError, Problem
from tests.bot import delivered


def test_a_file_that_cannot_be_read_comes_before_what_follows_from_it() -> None:
    follow = [
        Problem("entries/a.yaml", line, "tram.links.0", "there is no entry 'port'", "add it")
        for line in range(20)
    ]
    cause = Problem("entries/b.yaml", 4, "", "is not valid YAML", "check the indentation")
    lines = show_error(InvalidBaseError([*follow, cause]), "en", delivered.texts()).text.plain
    assert lines.split("• ")[1].startswith("entries/b.yaml:4: is not valid YAML")
    assert "Problems: 21" in lines
    assert "and 13 more" in lines
