"""Which parameters of an address number pages, and which ask for something else?"""

from __future__ import annotations

import re

from pipelines.text import listed

# Parameters that number pages, count entries or carry a cursor, in any spelling ("currentPage", "tx_news[page]").
PAGE = re.compile(
    r"(?:^|[\W_])(?:page|paged|page_?first_?row|pg|p|pn|pno|pageno|page_?num|page_?number|page_?index|cur_?page|current_?page|page_?id|"
    r"start|offset|skip|from|begin|first|limitstart|seite|pagina|pag|strona|sayfa|sida|stranka|"
    r"cur|cursor|after|before|until|updated-max|page_?token|next|paginacao|pagenow|now_?page|to_?page)(?::int|[\W_])*$",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Parameters that say which day, how many, in which order or of what: another value of one is another listing.
OTHER = frozenset(
    listed("""
    year | month | day | date | week | ym | y | m | d | yyyy | mm | per_page | perpage | pagesize | page_size | limit | size
    rows | show | count | num | items | items_per_page | sort | order | orderby | sort_by | sort_order | dir | lang
    language | locale | tag | category | cat | topic | author | type | filter | view | tribe-bar-date | eventdate | vol
    volume | issue | id | aid | article | nid | anzahl | anz | take | max | ticker | cpage
    """)
)
# Parameters that a site makes anew for every address: TYPO3's checksum, jQuery's and Drupal's against caches.
VOLATILE = frozenset({"chash", "_", "nocache", "timestamp", "rand", "_wrapper_format"})


def is_page_name(name: str) -> bool:
    """Whether a parameter's name says that it numbers pages."""
    return bool(PAGE.search(CAMEL.sub("_", name)))
