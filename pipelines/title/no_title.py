"""Do words stand where nobody wrote a title? "Untitled Document", "Home"."""

from __future__ import annotations

from pipelines.crumb_words import is_home
from pipelines.text import folded, listed

# What editors and content systems leave in the place of a title.
NO_TITLE = frozenset(
    listed("""
    untitled | untitled document | untitled page | untitled-1 | no title | title | page title | document | new page | new page 1 | welcome
    无标题 | 无标题文档 | 无标题页 | 無標題文件 | 新建网页 | 新建网页 1 | 無題 | 無題ドキュメント | 무제 | 제목 없음 | 제목없음 | unbenannt
    unbenanntes dokument | ohne titel | kein titel | sans titre | document sans titre | document sans nom | sin título
    documento sin título | sem título | documento sem título | senza titolo | documento senza titolo | naamloos
    naamloos document | bez tytułu | dokument bez tytułu | без названия | документ без названия | adsız belge
    """)
)


def is_no_title(words: str) -> bool:
    """Whether the words stand where nobody wrote a title, or lead to the site's first page."""
    return folded(words) in NO_TITLE or is_home(words)
