"""Takes words and lines out of a PDF (PDF 文字和线); runs in a process of its own, see `apart`."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING

from minsheng.intake.readers import apart, limits

if TYPE_CHECKING:
    from pdfplumber.page import Page

_GAP = 0.35
"""Share of a character's size that parts two words."""


def main() -> None:
    """Standard input: a PDF. Standard output: JSON, read by `pdf`."""
    logging.disable(logging.CRITICAL)
    apart.serve(lambda data: json.dumps(_taken(data), ensure_ascii=False).encode("utf-8", "replace"))


def _taken(data: bytes) -> dict[str, object]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            number = len(pdf.pages)
            if number > limits.PAGES:
                return {"too_many": number}
            pages = []
            size = 0
            for page in pdf.pages:
                pages.append(_page(page))
                size += len(page.chars)
                if size > limits.TEXT:
                    return {"too_large": size}
                page.close()
            return {"pages": pages}
    except Exception as error:  # pdfminer meets a damaged file with whatever fails first
        reasons = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(reason, (PDFPasswordIncorrect, PDFEncryptionError)) for reason in reasons):
            return {"locked": True}
        raise


def _page(page: Page) -> dict[str, object]:
    clean = page.dedupe_chars(tolerance=1)  # bold is often printed twice
    words = clean.extract_words(x_tolerance_ratio=_GAP, y_tolerance=3, keep_blank_chars=False)
    return {
        "width": float(page.width),
        "height": float(page.height),
        "words": [[w["text"], *(round(float(w[k]), 1) for k in ("x0", "x1", "top", "bottom"))] for w in words],
        "tables": [[[round(float(v), 1) for v in cell] for cell in table.cells] for table in page.find_tables()],
        "images": len(page.images),
    }
