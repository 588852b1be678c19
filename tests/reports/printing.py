"""A page on paper: printed by Chromium, read back by poppler."""

from __future__ import annotations

import subprocess
from pathlib import Path


def print_page(chromium: str, page: Path, pdf: Path) -> None:
    """The page at `page` as a PDF, on the paper that its style sheet names."""
    quiet = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    quiet += ("--disable-component-update", "--disable-sync", "--no-pdf-header-footer")
    profile = pdf.with_suffix(".profile")
    command = [chromium, "--headless", "--no-sandbox", *quiet, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)


def pages_of(pdftotext: str, pdf: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run([pdftotext, "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().removesuffix("\f").split("\f")
