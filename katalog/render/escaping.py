"""Making untrusted text harmless in each place where it lands. HTML is escaped by the templates themselves."""

from __future__ import annotations

import html
import json
import re

from katalog.fields import collapse

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^:=$@\"'/])")
_COMMENT_LIKE = re.compile(r"%(?=[%{])")
_ENTITY_LIKE = re.compile(r"[#&](?=[A-Za-z0-9#]{0,40};)")
"""No name of an entity is longer than 32 letters; the bound keeps a row of thousands of `#` cheap."""
_RTL = "\u0590-\u05ff\u0600-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}]+(?: [{_RTL}]+)*")
"""Words of Hebrew, Arabic and their kin; what stands between two of them and is no space is not theirs."""
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def isolated(text: str) -> str:
    """Return text whose words from right to left cannot draw the numbers and marks beside them to their other side.

    The marks are Unicode's own (first strong isolate, pop directional isolate), since they also hold in attributes
    and titles, where no element can stand.
    """
    return text if text.isascii() else _RIGHT_TO_LEFT.sub("\u2068\\g<0>\u2069", text)


def markdown(text: str) -> str:
    """Return text that Markdown shows as it is, on one line: every mark that could mean something is escaped."""
    escaped = html.escape(isolated(collapse(text)), quote=False)
    # "&amp;" must stay an entity, so its letters are not touched; all punctuation around it is.
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[1])};", escaped.replace("&", "\0")).replace("\0", "&")


def front_matter(text: str) -> str:
    """Return text as a quoted YAML scalar, HTML-escaped: themes print a page's title without escaping it."""
    return json.dumps(html.escape(isolated(collapse(text))), ensure_ascii=False)


def mermaid_label(text: str) -> str:
    """Return text for a quoted Mermaid label.

    Mermaid reads `#name;` and `&name;` as entities and `"` as the label's end, in every place; a zero-width space
    breaks the first, typographic quotes replace the last.
    """
    text = isolated(collapse(text))
    text = _open_quotes(text)
    text = _ENTITY_LIKE.sub(lambda match: match[0] + "\u200b", text)
    text = text.replace("`", "\u02cb").replace("\\", "\u2216")
    # Mermaid takes "%%" as a comment and "{init" as a directive wherever they stand.
    text = _COMMENT_LIKE.sub("%\u200b", text)
    return text.replace("&", "#amp;").replace("<", "#lt;").replace(">", "#gt;")


def _open_quotes(text: str) -> str:
    """Return the text with straight double quotes turned into an opening and a closing one by turns."""
    if '"' not in text:
        return text
    result, is_open = [], False
    for char in text:
        if char == '"':
            result.append("”" if is_open else "“")
            is_open = not is_open
        else:
            result.append(char)
    return "".join(result)


def mermaid_line(text: str) -> str:
    """Return text for a Mermaid line of free words (accTitle, accDescr): no mark that Mermaid could read."""
    return mermaid_label(text.translate(str.maketrans(";{}|", ",()/")))


def shorten(text: str, width: int) -> str:
    """Return the text cut at a word's end to about `width` characters, with an ellipsis where it was cut."""
    text = collapse(text)
    if len(text) <= width:
        return text
    cut = text[: width + 1].rpartition(" ")[0] or text[:width]
    return cut.rstrip(" ,;:.-–") + "…"


def json_in_html(value: object) -> str:
    """Return a value as JSON on one line for `<script type="application/json">`: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_IN_SCRIPT)
