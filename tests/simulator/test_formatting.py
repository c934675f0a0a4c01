"""Parse modes and detection. Expected entities are written as (type, the text they cover)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.formatting import FormatError, FormattedText, detect, formatted_text
from bot.simulator.formatting.utf16 import utf16_length, utf16_slice

ALL_MODES = ("HTML", "MarkdownV2", "Markdown", "")


def covered(formatted: FormattedText) -> list[tuple[str, str]]:
    return [
        (entity.type, utf16_slice(formatted.text, entity.offset, entity.length))
        for entity in formatted.entities
    ]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", "ab")]),
        ("<i>a</i> <em>b</em>", "a b", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s> <del>b</del>", "a b", [("strikethrough", "a"), ("strikethrough", "b")]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", "a")]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", "a")]),
        ("<code>a</code>", "a", [("code", "a")]),
        ("<pre>a\nb</pre>", "a\nb", [("pre", "a\nb")]),
        ('<pre><code class="language-py">a</code></pre>', "a", [("pre", "a")]),
        ('<code class="language-py">a</code>', "a", [("code", "a")]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
        ('<a href="https://x.org/?a=1&amp;b=2">a</a>', "a", [("text_link", "a")]),
        ('<a href="tg://user?id=7">a</a>', "a", [("text_mention", "a")]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", "👍")]),
        ('<tg-time unix="1647531900" format="wDT">then</tg-time>', "then", [("date_time", "then")]),
        ("a &lt;b&gt; &amp;amp; &#128077; &quot;", 'a <b> &amp; 👍 "', []),
        ("a & b &copy; c", "a & b &copy; c", []),
        ("<B>a</>", "a", [("bold", "a")]),
        ("<b></b>a<i> </i>", "a", []),
        ("  \n <b>a</b>  \n", "a", [("bold", "a")]),
        ("<b>a <i>b</i> c</b>", "a b c", [("bold", "a "), ("bold", "b c"), ("italic", "b")]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        ("👍<b>a</b>", "👍a", [("bold", "a")]),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    formatted = formatted_text(source, "html")
    assert (formatted.text, covered(formatted)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("<b>a", "Can't find end tag corresponding to start tag b"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<a href >a</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>a</b x>", "Unclosed end tag at byte offset 4"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_html_that_is_malformed(source: str, refusal: str) -> None:
    with pytest.raises(FormatError) as error:
        formatted_text(source, "HTML")
    assert str(error.value) == f"can't parse entities: {refusal}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a*", "a", [("bold", "a")]),
        ("_a_ __b__", "a b", [("italic", "a"), ("underline", "b")]),
        ("~a~ ||b||", "a b", [("strikethrough", "a"), ("spoiler", "b")]),
        ("`a*b`", "a*b", [("code", "a*b")]),
        ("```\na\n```", "a", [("pre", "a")]),
        ("```py\na```", "a", [("pre", "a")]),
        ("[a](http://x.org)", "a", [("text_link", "a")]),
        ("[a](tg://user?id=7)", "a", [("text_mention", "a")]),
        ("![👍](tg://emoji?id=5)", "👍", [("custom_emoji", "👍")]),
        ("![then](tg://time?unix=1647531900&format=wDT)", "then", [("date_time", "then")]),
        (r"a\.b\!\*", "a.b!*", []),
        ("_a *b* c_", "a b c", [("italic", "a "), ("bold", "b"), ("italic", "b c")]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", "a\nb\n")]),
        ("**>a\n>b||", "a\nb", [("expandable_blockquote", "a\nb")]),
        ("a\n**>b||\nc", "a\nb\nc", [("expandable_blockquote", "b\n")]),
        ("___a_ b__", "a b", [("underline", "a b"), ("italic", "a")]),
    ],
)
def test_markdown_v2(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    formatted = formatted_text(source, "MarkdownV2")
    assert formatted.text == text
    assert sorted(covered(formatted)) == sorted(entities)


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("1 > 0", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("*a", "Can't find end of Bold entity at byte offset 0"),
        ("é_a", "Can't find end of Italic entity at byte offset 2"),
        ("```py\na", "Can't find end of PreCode entity at byte offset 0"),
        ("[a](x", "Can't find end of a URL at byte offset 4"),
        ("![a]x", "Custom emoji entity must contain a tg://emoji URL"),
        (">a *b\nc", "Can't find end of Bold entity at byte offset 3"),
    ],
)
def test_markdown_v2_that_is_malformed(source: str, refusal: str) -> None:
    with pytest.raises(FormatError) as error:
        formatted_text(source, "MarkdownV2")
    assert str(error.value) == f"can't parse entities: {refusal}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ `c`", "a b c", [("bold", "a"), ("italic", "b"), ("code", "c")]),
        ("```py\na```", "a", [("pre", "a")]),
        ("[a](http://x.org) [b]", "a b", [("text_link", "a")]),
        (r"\*a\_b 1.0 (c)!", "*a_b 1.0 (c)!", []),
    ],
)
def test_legacy_markdown(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    formatted = formatted_text(source, "Markdown")
    assert (formatted.text, covered(formatted)) == (text, entities)


def test_legacy_markdown_that_is_malformed() -> None:
    with pytest.raises(FormatError) as error:
        formatted_text("a _b", "Markdown")
    assert str(error.value) == (
        "can't parse entities: Can't find end of the entity starting at byte offset 2"
    )


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ("/start", [("bot_command", "/start")]),
        ("/start@some_bot now", [("bot_command", "/start@some_bot")]),
        ("and /or a/b </c>", [("bot_command", "/or")]),
        ("hi @some_one!", [("mention", "@some_one")]),
        ("@ab @gif a@bcde", [("mention", "@gif")]),
        ("me@example.com", [("email", "me@example.com")]),
        ("#tag #1 #日本", [("hashtag", "#tag"), ("hashtag", "#日本")]),
        ("$USD $usd", [("cashtag", "$USD")]),
        ("+84123456789", [("phone_number", "+84123456789")]),
        ("see example.com.", [("url", "example.com")]),
        ("(https://a.org/b_(c))", [("url", "https://a.org/b_(c)")]),
        ("file.txt v1.2 a.b", []),
        ("https://a.internal:8080/x?y#z", [("url", "https://a.internal:8080/x?y#z")]),
        ("tg://resolve?domain=a", [("url", "tg://resolve?domain=a")]),
        ("http://例え.jp/道", [("url", "http://例え.jp/道")]),
    ],
)
def test_detection(source: str, entities: list[tuple[str, str]]) -> None:
    assert covered(detect(source)) == entities


def test_detection_stays_out_of_code_and_links() -> None:
    formatted = formatted_text('<code>/a @bcde</code> <a href="http://x.org">y.org</a>', "HTML")
    assert covered(formatted) == [("code", "/a @bcde"), ("text_link", "y.org")]


def test_bold_is_cut_at_the_borders_of_a_link() -> None:
    formatted = formatted_text("<b>see x.org now</b>", "HTML")
    assert covered(formatted) == [
        ("bold", "see "),
        ("url", "x.org"),
        ("bold", "x.org"),
        ("bold", " now"),
    ]


def test_given_entities_are_clipped_merged_and_cut() -> None:
    given_entities = [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "bold", "offset": 2, "length": 100},
        {"type": "italic", "offset": 1, "length": 1},
        {"type": "code", "offset": 4, "length": 1},
        {"type": "mention", "offset": 0, "length": 1},
    ]
    formatted = formatted_text("abcdef", "", given_entities)
    assert covered(formatted) == [
        ("bold", "a"),
        ("bold", "bcd"),
        ("italic", "b"),
        ("code", "e"),
        ("bold", "f"),
    ]


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        ("x", "expected an Object"),
        ({"offset": 0, "length": 1}, 'Can\'t find field "type"'),
        ({"type": "bold", "length": 1}, 'Can\'t find field "offset"'),
        ({"type": "loud", "offset": 0, "length": 1}, "Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, 'Can\'t find field "url"'),
    ],
)
def test_given_entities_that_are_malformed(entity: object, refusal: str) -> None:
    with pytest.raises(FormatError) as error:
        formatted_text("abc", "", [entity])
    assert str(error.value) == f"can't parse MessageEntity: {refusal}"


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(FormatError, match="unsupported parse_mode"):
        formatted_text("a", "bbcode")


def test_control_characters_become_spaces_and_offsets_follow() -> None:
    formatted = formatted_text("a\r\n\u202e\t<b>b</b>", "HTML")
    assert formatted.text == "a\n b"
    assert covered(formatted) == [("bold", "b")]


def assert_consistent(formatted: FormattedText) -> None:
    length = utf16_length(formatted.text)
    assert length == len(formatted.text.encode("utf-16-le")) // 2
    last = 0
    for entity in formatted.entities:
        assert entity.offset >= last
        assert entity.length > 0
        assert entity.end <= length
        # An entity never begins or ends in the middle of a character.
        inside = utf16_slice(formatted.text, entity.offset, entity.length)
        assert "\ufffd" not in inside or "\ufffd" in formatted.text
        last = entity.offset


# Texts made of the signs the parsers react to reach deeper than arbitrary ones.
MARKED = st.text(alphabet="ab 😀é\n<>/=\"'&;#*_~|`[]()!\\>.@-:tgpreuli", max_size=60)


@given(source=st.one_of(st.text(max_size=80), MARKED), mode=st.sampled_from(ALL_MODES))
def test_any_text_is_either_refused_or_consistent(source: str, mode: str) -> None:
    try:
        formatted = formatted_text(source, mode)
    except FormatError:
        return
    assert_consistent(formatted)


ENTITY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["bold", "italic", "underline", "code", "pre", "blockquote", "spoiler", "text_link"]
        ),
        "offset": st.integers(0, 20),
        "length": st.integers(0, 20),
        "url": st.just("http://x.org"),
    }
)


@given(source=st.text(max_size=20), entities=st.lists(ENTITY, max_size=8))
def test_any_entities_come_out_consistent(source: str, entities: list[object]) -> None:
    formatted = formatted_text(source, "", entities)
    length = utf16_length(formatted.text)
    whole = [
        entity
        for entity in formatted.entities
        if entity.type in ("code", "pre", "text_link", "mention", "url")
    ]
    for entity in formatted.entities:
        assert 0 <= entity.offset < entity.end <= length
    for first, second in pairwise(whole):
        assert first.end <= second.offset


@given(st.text(max_size=60))
def test_escaped_html_comes_out_as_it_was(source: str) -> None:
    escaped = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert formatted_text(escaped, "HTML").text == formatted_text(source).text


@given(st.text(max_size=60))
def test_escaped_markdown_comes_out_as_it_was(source: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in "_*[]()~`>#+-=|{}.!\\" else sign for sign in source)
    assert formatted_text(escaped, "MarkdownV2").text == formatted_text(source).text
