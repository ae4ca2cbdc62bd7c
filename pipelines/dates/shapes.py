"""What do dates look like in text? Patterns of their numbers, and of the word where the month belongs."""

from pipelines.dates.calendars import ERA_YEAR

# A word of any script, with the marks that Thai, Hindi and their like write over their letters.
WORD = r"[^\s\d.,;:/|()\[\]{}<>\"'!?–—_+=#@&*%-]{3,14}"
_MONTH = rf"{WORD}\.?|[\u0e01-\u0e2e]{{1,2}}\.[\u0e01-\u0e2e]{{1,2}}\."
_DAY = r"\d{1,2}"
_OF = r"(?:\s+(?:de|del|of|da|do))?"
_BEFORE_YEAR = r"(?:พ\.\s?ศ\.\s*|ค\.\s?ศ\.\s*|năm\s+)?"
SHAPES = (
    rf"(?:{ERA_YEAR}|\d{{4}}\s*[-./年년])\s*\d{{1,2}}\s*[-./月월]\s*\d{{1,2}}(?!\d)(?:\s*[日일]|\.(?!\d))?",
    rf"(?:{ERA_YEAR}|\d{{4}}\s*[年년])\s*\d{{1,2}}\s*[月월]",
    r"(?<![\d.])\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{2}(?:\d{2})?(?![\d:])",
    r"(?<![A-Za-z])[MTSHR]\d{1,2}[./]\d{1,2}[./]\d{1,2}(?!\d)",
    (
        rf"(?<!\d)(?P<day_1>{_DAY})\.?(?:st|nd|rd|th|er|re|o|a|η|ης)?{_OF}[\s-]+(?P<month_1>{_MONTH}){_OF},?[\s-]+"
        rf"{_BEFORE_YEAR}(?P<year_1>\d{{4}})(?!\d)"
    ),
    rf"(?<!\d)\d{{1,2}} tháng \d{{1,2}},?\s+{_BEFORE_YEAR}\d{{4}}(?!\d)",
    rf"(?P<month_2>{_MONTH})[\s-]+(?P<day_2>{_DAY})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(?P<year_2>\d{{4}})(?!\d)",
    rf"(?<!\d)(?P<year_3>\d{{4}})\.?\s+(?:m\.\s+)?(?P<month_3>{_MONTH})\s+(?P<day_3>{_DAY})\b\.?",
    rf"(?P<month_4>{_MONTH}),?\s+(?:de\s+)?(?P<year_4>(?:19|20)\d{{2}})(?!\d)",
)
