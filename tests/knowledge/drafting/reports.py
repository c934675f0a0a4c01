"""Reports of a made-up world, as text, Word file, PDF and page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

REPORT = """\
# Exchange course for harbour officials in Kenya and Peru

Northland Agency

From 3 March to 9 March 2025 the Northland Agency and the School of Harbour Studies (SHS) held \
the Harbour Exchange Programme. Twelve participants took part in the programme. They visited \
companies such as Blue Anchor and the Lamu Fish Market.

## 1 Harbour Authority of Mombasa (Kenya)

The participants visited the Harbour Authority of Mombasa in Mombasa and were briefed on \
digital services. About 4,500 ships call there.

## 2 Dialogue with young captains (Peru)

The Captains' Society of Callao was founded in May 2019. Over dinner there was a lively debate.
"""

ARTICLE = """\
VISIT TO SPRINGTOWN
From June 4 to 6, a delegation from Harbourville, led by Mayor Carl Ostmann, paid an official \
visit to Springtown. The delegation was shown many things, among them bridges and boats, and the \
hosts were kind to everybody who had come along.
At the Springtown Government headquarters, Mayor Carl Ostmann met with Springtown Governor Anna \
Berglund on June 5 and they signed a Memorandum of Understanding between Springtown and \
Harbourville. Governor Anna Berglund said that the Lantern Festival in Springtown attracted over \
30,000 visitors in 2023. The first Lantern Festival took place in 2011, when there were only 200 \
Kenyan residents in the province.
In return, Mayor Carl Ostmann noted that Kenyan investment in Peru has reached $2.5 billion. He \
will invite the Governor to a workshop in Mombasa in May 2024.
Eva Lind
"""

Paragraphs = Sequence[tuple[int, str]]
"""Levels, from 1 for the title and 0 for plain text, and what is written there."""

PARAGRAPHS: Paragraphs = (
    (1, "Harbour days in Callao"),
    (0, "The Harbour Festival was held in Callao on 7 May 2025 with 900 visitors."),
    (2, "Ministry of Fish"),
    (0, "Mr Luis Paredes visited the Ministry of Fish."),
)

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def as_docx(members: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file of `PARAGRAPHS`; `members` are further parts, by name."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{_styles()}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>'
        f"{''.join(_paragraph(*each) for each in PARAGRAPHS)}</w:body></w:document>",
        **(members or {}),
    }
    return packed(parts)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _styles() -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}">'
        f'<w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )


def _paragraph(level: int, text: str) -> str:
    style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>' if level else ""
    return f"<w:p>{style}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def as_pdf(paragraphs: Paragraphs = PARAGRAPHS) -> bytes:
    """A PDF of one page with a line for each paragraph."""
    lines = [
        f"1 0 0 1 50 {780 - 40 * at} Tm ({text}) Tj" for at, (_, text) in enumerate(paragraphs)
    ]
    stream = "BT /F1 9 Tf " + " ".join(lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        body
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
        ).encode()
    )


def as_html(paragraphs: Paragraphs = PARAGRAPHS) -> str:
    """A page of these paragraphs, with a script and a menu that are no text of it."""
    lines = [
        f"<h{level}>{text}</h{level}>" if level else f"<p>{text}</p>" for level, text in paragraphs
    ]
    return (
        "<!doctype html><html><head><title>x</title><script>var a = 'Lima';</script></head>"
        f"<body>{''.join(lines)}</body></html>"
    )
