"""The HTML brief: one self-contained file, no script, a content security policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

from ..fonts import web_faces
from .output import Made, Output, Page

CSS_MARK = "/*brief:css*/"
HASH_MARK = "brief:css-hash"


def make(page: Page) -> Made:
    """Put the style sheet into the painted page and its hash into the policy."""
    view = page.view
    text = re.sub(r"<[^>]*>", "", page.html)
    sheets = [style.css for style in view.theme.styles(page.workspace, "web")]
    dark = f"@media (prefers-color-scheme:dark){{{view.theme.dark_css()}}}"
    printed = f"@media print{{{view.theme.root_css()}}}"
    css = compact("\n".join([*web_faces(page.workspace, text), view.theme.root_css(), dark, *sheets, printed]))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    html = page.html.replace(CSS_MARK, css).replace(HASH_MARK, f"sha256-{digest}")
    return Made(html.encode())


def compact(css: str) -> str:
    """Drop comments and the white space at line ends; keep everything that can carry meaning."""
    css = re.sub(r"/\*(?!brief:).*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", css).strip()


HTML = Output("html", ".html", "html.html", make, description="a self-contained web page")
