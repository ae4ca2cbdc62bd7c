"""What does a site say around its articles?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A site's own words.

    Attributes:
        date: How it writes a day, for strftime.
    """

    language: str
    institute: str
    news: str
    home: str
    about: str
    events: str
    contact: str
    login: str
    topics: str
    categories: str
    authors: str
    months: str
    most_read: str
    related: str
    more: str
    print: str
    files: str
    by: str
    next: str
    names: tuple[str, ...]
    sections: tuple[str, ...]
    event: str
    date: str


ENGLISH_WORDS = Words(
    language="en",
    institute="Quayside Institute",
    news="Publications and commentary",
    home="Home",
    about="About the institute and its people",
    events="Upcoming events",
    contact="Contact",
    login="Log in",
    topics="Topics",
    categories="Programmes",
    authors="Our experts",
    months="Archive",
    most_read="Most read",
    related="Related publications",
    more="Read more",
    print="Print this page",
    files="Download the report (PDF)",
    by="By",
    next="Next",
    names=("Mara Lindqvist", "Tomas Okafor", "Ines Varga", "Jun Hasegawa", "Salma Benali"),
    sections=("Transport and regional development programme", "Public services and local government programme"),
    event="A public discussion on {} with three guests from abroad",
    date="%d %B %Y",
)
CHINESE_WORDS = Words(
    language="zh",
    institute="海岸战略研究院",
    news="观点评论",
    home="首页",
    about="本院概况与组织机构介绍",
    events="学术活动预告",
    contact="联系方式",
    login="用户登录",
    topics="主题标签",
    categories="研究领域分类",
    authors="专家学者",
    months="按月归档",
    most_read="阅读排行",
    related="相关文章",
    more="阅读全文",
    print="打印本页",
    files="附件下载",
    by="作者：",
    next="下一页",
    names=("林清远", "周若川", "沈一鸣", "顾南洲", "许静安"),
    sections=("交通运输与区域发展研究中心", "公共服务与基层治理研究中心"),
    event="“{}”专题研讨会将邀请三位境外学者出席",
    date="%Y-%m-%d",
)
