"""How much does each place prove that a date in it is the article's? From what was found on labelled pages.

docs/extraction.md has the curve: which share of dates a threshold keeps, and which it invents.
"""

SURE = 0.95  # JSON-LD of the article
STATED = 0.9  # metadata, microdata, a feed
LABELLED = 0.85
MARKED = 0.75  # the only element that is named as a date
NEAR = 0.65  # a line beside the title
VAGUE = BYLINE = 0.62  # metadata that may mean another date of the page; a line with the author
ADDRESS = 0.6
FIRST = 0.5  # the first of several elements; a month in the address; a sitemap's day, which may be that of a rebuild
PAGE = 0.45  # JSON-LD of the page and of no article: the day its system made it; 10 of 14 such pages show no date
UNLIKELY = 0.4  # a month beside the title is more often an archive's or an event's
