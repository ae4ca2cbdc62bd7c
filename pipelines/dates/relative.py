"""Which day do words name by its distance from the fetch? "3 hours ago", "yesterday"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

# "3 hours ago" and "yesterday": how languages frame a number of minutes, hours or days that have passed.
_PASSED = (
    r"(?:\d{1,2}|an?|one)\s+(?:min(?:ute)?s?|h(?:ou)?rs?|days?)\s+ago|yesterday|today|just now",
    r"vor\s+(?:\d{1,2}|eine[mr])\s+(?:Minuten?|Stunden?|Tag(?:en)?)|gestern|heute",
    r"hace\s+(?:\d{1,2}|una?)\s+(?:minutos?|horas?|días?)|ayer|hoy",
    r"il y a\s+(?:\d{1,2}|une?)\s+(?:minutes?|heures?|jours?)|hier|aujourd['’]hui",
    r"há\s+(?:\d{1,2}|uma?)\s+(?:minutos?|horas?|dias?)|\d{1,2}\s+(?:minutos?|horas?|dias?)\s+atrás|ontem|hoje",
    r"(?:\d{1,2}|un)\s*['’]?\s*(?:minut[oi]|or[ae]|giorn[oi])\s+fa|ieri|oggi",
    r"(?:\d{1,2}|een)\s+(?:minuten|minuut|uur|dag(?:en)?)\s+geleden|gisteren|vandaag",
    r"\d{1,2}\s+(?:minut[yę]?|godzin[yę]?|dni|dzień)\s+temu|wczoraj|dzisiaj",
    r"před\s+\d{1,2}\s+(?:minutami|hodinami|dny)|včera|dnes",
    r"för\s+(?:\d{1,2}|en)\s+(?:minuter|timm(?:e|ar)|dag(?:ar)?)\s+sedan|\d{1,2}\s+(?:minuter|timmar|dagar)\s+sedan|igår|idag",
    r"\d{1,2}\s+(?:dakika|saat|gün)\s+önce|dün|bugün",
    r"\d{1,2}\s+(?:минут[уы]?|час(?:а|ов)?|день|дня|дней)\s+назад|вчера|сегодня",
    r"\d{1,2}\s+(?:хвилин[иу]?|годин[иу]?|день|дні|днів)\s+тому|вчора|сьогодні",
    r"πριν(?:\s+από)?\s+\d{1,2}\s+(?:λεπτά|ώρ(?:α|ες)|ημέρ(?:α|ες)|μέρ(?:α|ες))|χθες|σήμερα",
    r"\d{1,2}\s*(?:分钟|小时|天|分鐘|小時)\s*(?:前|之前)|昨天|今天|\d{1,2}\s*(?:分|時間|日)\s*前|昨日|今日",
    r"\d{1,2}\s*(?:분|시간|일)\s*전|어제|오늘",
    r"منذ\s+\d{1,2}\s+(?:دقائق|دقيقة|ساعات|ساعة|أيام|يوم)|أمس|اليوم",
    r"\d{1,2}\s+(?:دقیقه|ساعت|روز)\s+(?:پیش|قبل)|دیروز|امروز",
    r"לפני\s+\d{1,2}\s+(?:דקות|שעות|ימים)|אתמול|היום",
    r"\d{1,2}\s+(?:मिनट|घंटे|दिन)\s+पहले|\d{1,2}\s+(?:মিনিট|ঘণ্টা|দিন)\s+আগে",
    r"\d{1,2}\s+(?:menit|jam|hari)\s+(?:yang\s+)?lalu|kemarin|\d{1,2}\s+(?:phút|giờ|ngày)\s+trước|hôm qua|hôm nay",
    r"\d{1,2}\s*(?:นาที|ชั่วโมง|วัน)\s*(?:ที่แล้ว|ก่อน)|เมื่อวาน|วันนี้",
)
_RELATIVE = re.compile(rf"(?:{'|'.join(_PASSED)})(?!\w)", re.IGNORECASE)


def find_relative(text: str) -> str | None:
    """The words at a text's beginning that name a day by its distance from the fetch; null when none do."""
    found = _RELATIVE.match(text)
    return found.group() if found else None


def relative_day(text: str, languages: tuple[str, ...], here: datetime) -> date | None:
    """The day that such words name; null when they name none, or count in weeks, which are too vague for a day.

    Args:
        text: The words and no others.
        languages: Which they may be in, the likeliest first.
        here: The local time of the fetch.
    """
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    if find_relative(text) != text:
        return None
    words = text.replace("小時", "小时").replace("分鐘", "分钟").replace("ที่แล้ว", "ก่อน")
    settings = {
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": here,
        "PARSERS": ["relative-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    spoken = [tag for tag in languages if tag in language_order]
    read = DateDataParser(languages=spoken, settings=settings).get_date_data(words)
    return read.date_obj.date() if read.date_obj and read.period == "day" else None
