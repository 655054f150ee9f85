"""Documents of invented releases, made in few words: PDF and Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

RELEASE = [
    "HARBOR CITY POLICE DEPARTMENT",
    "For immediate release: June 5, 2023",
    "",
    "A man was shot and killed on Sunday at about 12:50 a.m. in the 900 block of Alder Street,",
    "police said. Nobody has been arrested.",
]
TABLE = [
    ["Name", "Age", "Condition"],
    ["Leroy Banks", "33", "killed"],
    ["Dana Whitlow", "29", "hurt"],
]


def pdf(lines: Sequence[str], table: Sequence[Sequence[str]] = (), info: str = "") -> bytes:
    """Return a PDF of one page: lines of text, then a ruled table."""
    drawn = [
        f"BT /F1 10 Tf 60 {740 - 14 * n} Td ({_quoted(line)}) Tj ET" for n, line in enumerate(lines)
    ]
    top = 740 - 14 * len(lines) - 20
    for n, row in enumerate(table):
        for m, cell in enumerate(row):
            x, y = 60 + 120 * m, top - 20 * n
            drawn.append(
                f"{x} {y - 6} 120 20 re S BT /F1 10 Tf {x + 4} {y} Td ({_quoted(cell)}) Tj ET"
            )
    content = "\n".join(drawn).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>".encode("latin-1"),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table_at = len(made)
    made += b"xref\n0 7\n0000000000 65535 f \n"
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table_at
    return made


def word(lines: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word document: its first line a title, then paragraphs, then a table."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    told = "".join(
        f"<w:p>{style if n == 0 else ''}{_run(line)}</w:p>" for n, line in enumerate(lines)
    )
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p>{_run(cell)}</w:p></w:tc>' for cell in row)}</w:tr>"
        for row in table
    )
    body = f"<w:document {space}><w:body>{told}<w:tbl>{rows}</w:tbl></w:body></w:document>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", body)
    return made.getvalue()


def _run(words: str) -> str:
    return f"<w:r><w:t>{escape(words)}</w:t></w:r>"


def _quoted(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
