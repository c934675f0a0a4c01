"""Files that no editor would send: each must be refused, quickly and with a clear word.

Made here rather than kept, so that nothing dangerous lies in the repository.
"""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator

GOOD = b"- {id: pier, kind: topic, title: {en: Pier}}\n"


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of members, whatever they are called."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as made:
        warnings.simplefilter("ignore")  # of names that stand there twice
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            made.writestr(info, content)
    return target.getvalue()


def link(name: str, to: str) -> bytes:
    """A zip file with a symbolic link."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        made.writestr(info, to)
    return target.getvalue()


def locked(raw: bytes) -> bytes:
    """A zip file whose members say that they are under a password."""
    changed = bytearray(raw)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 1)
    return bytes(changed)


def lying(raw: bytes, size: int) -> bytes:
    """A zip file whose directory says that its first member has another size."""
    changed = bytearray(raw)
    at = changed.find(b"PK\1\2")
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def yaml_files() -> Iterator[tuple[str, bytes]]:
    """Hostile YAML, each under a word for it."""
    laughs = "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(20)
    )
    yield "billion laughs", f"a: &a [lol, lol]\n{laughs}\n".encode()
    yield "a million aliases", b"- &a x\n" + b"- *a\n" * 1_000_000
    yield "an anchor", b"- &a {id: pier}\n"
    yield "an alias of nothing", b"- *a\n"
    yield "a merge key", b"- <<: {id: pier}\n  kind: topic\n  <<: {id: quay}\n"
    yield "a ring of aliases", b"&a [*a]\n"
    for tag in (
        "!!python/object/apply:os.system ['id']",
        "!!python/object/new:subprocess.Popen [[id]]",
        "!!python/name:os.system ''",
        "!!python/module:os ''",
        "!!python/tuple [1]",
        "!ruby/object:Gem x",
        "!<tag:yaml.org,2002:python/object> {}",
        "!!binary aGVsbG8=",
        "!!set {a, b}",
        "!custom x",
        "!!str text",
    ):
        yield f"tag {tag[:30]}", f"- {tag}\n".encode()
    yield "a directive for tags", b"%TAG ! tag:evil.example,2000:\n---\n- !x y\n"
    yield "too many values", b"[" + b"a," * 1_200_000 + b"]"
    yield "deep lists", b"[" * 100_000 + b"]" * 100_000
    yield "deep mappings", b"".join(b" " * n + b"a:\n" for n in range(2_000))
    yield "deep questions", b"? " * 10_000 + b"a\n"
    yield "too large", b"- " + b"x" * (9 * 2**20)
    for name in ("utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"):
        yield f"in {name}", GOOD.decode().encode(name)
    for name, text in (
        ("shift_jis", "東京"),
        ("tis-620", "กรุงเทพ"),
        ("latin-1", "Hà Nội"[:1] + "à"),
    ):
        yield f"in {name}", b"- {id: pier, kind: topic, title: {en: " + text.encode(name) + b"}}\n"
    yield "overlong UTF-8", b"- {id: \xc0\xaf}\n"
    yield "half a surrogate pair", b"- {id: \xed\xa0\x80}\n"
    yield "half a pair as an escape", b'- {id: "\\ud800"}\n'
    yield "UTF-7", b"+ACM-: [+ACM-\n"
    for byte in (0x00, 0x01, 0x07, 0x08, 0x0B, 0x1B, 0x1F, 0x7F):
        yield f"control character {byte:#x}", b"- {id: a" + bytes([byte]) + b"b}\n"
    yield "control character in an answer", b'- {id: "a\\x1b[31m"}\n'
    yield "a next line character", "- {id: a\x85b}\n- [".encode()
    yield "a tab", b"-\n\tid: pier\n"
    yield "two documents", GOOD + b"---\n" + GOOD
    yield "a key twice", b"- {id: pier, id: quay}\n"
    yield "a list as a key", b"- {[a]: b}\n"
    yield "a mapping as a key", b"- {{a: b}: c}\n"
    yield "no YAML at all", b"<html>{{{"
    yield "an open quote", b'- "never closed\n'
    yield "an open bracket", b"- [a, b\n"
    yield "a program", b"\x7fELF\x02\x01\x01\0\0\0"
    yield "a picture", b"\x89PNG\r\n\x1a\n\0\0"
    yield "a gzip file", b"\x1f\x8b\x08\0\0\0\0\0"
    yield "a pickle", b"\x80\x04cos\nsystem\n(Vid\ntR."
    yield "nothing", b""
    yield "a number", b"7\n"
    yield "a text", b"only words\n"
    yield "a mapping", b"id: pier\n"
    yield "a list of numbers", b"- 1\n- 2\n"
    yield (
        "a huge number",
        b"- {id: pier, kind: topic, figures: {a: {value: " + b"9" * 100_000 + b"}}}\n",
    )
    yield "a field that is none", GOOD.replace(b"}}", b"}, evil: true}")
    yield "a kind that is none", b"- {id: pier, kind: robot}\n"
    yield "an id with a path", b"- {id: ../../etc/passwd, kind: topic}\n"
    yield "an id with a slash", b"- {id: a/b, kind: topic}\n"
    yield "an id that is too long", b"- {id: " + b"a" * 500 + b", kind: topic}\n"
    yield "an entry without a source", GOOD
    yield "a draft", GOOD.replace(b"}}", b"}, draft: true}")


def zip_files() -> Iterator[tuple[str, bytes]]:
    """Hostile zip files, each under a word for it."""
    for path in (
        "../entries/a.yaml",
        "entries/../../a.yaml",
        "entries/../../../etc/cron.d/a.yaml",
        "/etc/passwd",
        "/entries/a.yaml",
        "C:/entries/a.yaml",
        "C:\\entries\\a.yaml",
        "..\\..\\a.yaml",
        "entries\\a.yaml",
        "entries/a.yaml\0.txt",
        "entries/a\nb.yaml",
        "entries/a\u202eb.yaml",
        "entries/.hidden.yaml",
        "entries/sub/a.yaml",
        "entries/a.py",
        "matcher.py",
        "weights.json",
        "__init__.py",
        ".staged-1/manifest.json",
        ".former/a.yaml",
        "phrasings/xx/a.yaml",
        "entries/" + "a" * 200 + ".yaml",
        "entries/",
    ):
        yield f"path {path[:40]!r}", archive((path, GOOD), ("documents.yaml", b"[]"))
    yield "a link", link("entries/a.yaml", "/etc/passwd")
    yield "a password", locked(archive(("entries/a.yaml", GOOD)))
    yield "a bomb of one file", archive(("entries/a.yaml", b"\0" * (100 * 2**20)))
    yield (
        "a bomb of many files",
        archive(*((f"entries/a{n}.yaml", b"#" * (4 * 2**20)) for n in range(20))),
    )
    yield "a bomb in a bomb", archive(("a.zip", archive(("b.zip", archive(("c", b"\0" * 2**20))))))
    yield "too many files", archive(*((f"entries/a{n}.yaml", b"") for n in range(3_000)))
    yield "a size that is a lie", lying(archive(("entries/a.yaml", b"#" * 2**20)), 10)
    yield "a name twice", archive(("entries/a.yaml", GOOD), ("entries/a.yaml", b"[]"))
    yield "cut off", archive(("entries/a.yaml", GOOD))[:-10]
    yield "cut off at the start", archive(("entries/a.yaml", GOOD))[30:]
    broken = bytearray(archive(("entries/a.yaml", GOOD * 100)))
    broken[40:60] = b"\xff" * 20
    yield "broken in the middle", bytes(broken)
    yield "no zip file", b"PK\3\4 not at all"
    yield "nothing", b""
    yield "nothing in it", archive()
    yield "hostile YAML in it", archive(("entries/a.yaml", b"- !!python/name:os.system ''\n"))
