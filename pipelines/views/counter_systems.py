"""How do systems count views by a script: at which address, with which answer, and does asking raise the count?"""

from __future__ import annotations

import re
from dataclasses import dataclass

# How answers look. The first group is the count.
WRITTEN = re.compile(r"document\.write\(\s*['\"]?\s*(-?\d[\d,. ]*)\s*['\"]?\s*\)")
BARE = re.compile(r"^\s*(\d+)\s*$")
NOT_ZERO = re.compile(r"^\s*([1-9]\d*)\s*$")  # the site's own script takes no 0 for an answer
HITS = re.compile(r"\$\(\s*['\"]#hits['\"]\s*\)\.(?:html|text)\(\s*['\"]?(\d+)['\"]?\s*\)")
WRITTEN_OR_BARE = re.compile(f"{WRITTEN.pattern}|{BARE.pattern}")


@dataclass(frozen=True, slots=True)
class Script:
    """A kind of script that stands where the count should, and writes it there.

    Attributes:
        address: What its address looks like.
        answer: What it answers.
        raises: Which of its addresses are known to raise the count when they are asked.
    """

    address: re.Pattern[str]
    answer: re.Pattern[str]
    raises: re.Pattern[str]


ALWAYS = re.compile("")
# From public templates of the systems, as the field notes list them.
SCRIPTS = (
    # DedeCMS: count.php shows the count, and raises it whenever it is asked, with view=yes or without.
    Script(re.compile(r"/plus/count\.php\?.*\baid=\d+", re.IGNORECASE), WRITTEN, ALWAYS),
    # EmpireCMS: the same address with down= counts something else: downloads, comments, votes.
    Script(
        re.compile(r"/e/public/ViewClick/?\?(?!.*\bdown=[1-9]).*\bid=\d+", re.IGNORECASE),
        WRITTEN,
        re.compile(r"\baddclick=1\b"),
    ),
    # ASP systems with item/GetHits.asp; its server's code was not read, its name says that it counts.
    Script(
        re.compile(r"/item/GetHits\.asp\?.*\bID=\d+", re.IGNORECASE),
        WRITTEN_OR_BARE,
        re.compile(r"\bAction=Count\b", re.IGNORECASE),
    ),
    # ASP.NET systems with submit_ajax.ashx: "click" in its action's name says that it counts.
    Script(
        re.compile(r"/submit_ajax\.ashx\?.*\baction=view_article_click\b", re.IGNORECASE), WRITTEN_OR_BARE, ALWAYS
    ),
)
COUNTING = ("count.php", "viewclick", "gethits", "submit_ajax", "api.php")  # a part of each address, in lower case
MOST_PLACES = 20  # elements that one kind of script may fill
# PHPCMS: its script fills an element that stands elsewhere.
PHPCMS = re.compile(r"/api\.php\?(?=.*\bop=count\b).*\bid=\d+", re.IGNORECASE)
HITS_ID = frozenset(("hits",))
SUDY = frozenset(("wp_visitcount",))
VSB_CALL = "_showDynClicks"
VSB = re.compile(rf"{VSB_CALL}\(\s*['\"](\w+)['\"]\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")
VSB_ADDRESS = "/system/resource/code/news/click/dynclicks.jsp?clickid={2}&owner={1}&clicktype={0}"
