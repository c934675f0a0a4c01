"""Problems are said so that an editor finds the place and knows what to do."""

from __future__ import annotations

from knowledge.problems import InvalidBaseError, Problem


def test_problem_says_place_mistake_and_remedy() -> None:
    problem = Problem("towns.yaml", 7, "springtown.title", "'en' is missing", "add it")
    assert str(problem) == "towns.yaml:7: [springtown.title] 'en' is missing — add it"


def test_problem_of_a_whole_file_has_neither_line_nor_place_inside() -> None:
    problem = Problem("towns.yaml", 0, "", "cannot be read", "check the file")
    assert str(problem) == "towns.yaml: cannot be read — check the file"


def test_error_lists_every_problem_by_file_and_line() -> None:
    second = Problem("b.yaml", 2, "", "m", "r")
    tenth = Problem("b.yaml", 10, "", "m", "r")
    other = Problem("a.yaml", 99, "", "m", "r")
    error = InvalidBaseError(iter([tenth, second, other]))
    assert error.problems == (other, second, tenth)
    assert str(error).splitlines() == [
        "3 problems in the knowledge base:",
        "a.yaml:99: m — r",
        "b.yaml:2: m — r",
        "b.yaml:10: m — r",
    ]


def test_single_problem_is_not_called_problems() -> None:
    assert str(InvalidBaseError([Problem("a", 1, "", "m", "r")])).startswith("1 problem in ")
