"""Which words stand around an author's name? Labels, roles, degrees and bodies, in the languages that pages come in."""

from __future__ import annotations

import re

from pipelines.byline_labels import AUTHOR, COLON, WROTE
from pipelines.dates.labels import FIELDS
from pipelines.patterns import any_of
from pipelines.text import listed

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# What a page writes before the names of those who did something else,
OTHER_WORK = listed("""
    reviewed by | medically reviewed by | fact checked by | fact-checked by | fact check by | edited by | editing by
    expert reviewed by | approved by | verified by | editor | editors | photo | photos | photo by | photos by
    photography by | photograph by | photo credit | image | images by | image by | illustration by | illustrations by
    illustration | graphics by | video by | produced by | translated by | translation by | translator | updated by
    hosted by | narrated by
    sponsored by | powered by | presented by | interview by | foto | fotos | foto von
    bild | bilder | illustration von | übersetzt von | geprüft von | redigiert von | redaktion von | photo de
    traduit par | traduction | fotografía | fotos de | traducido por | traducción | revisado por | foto di | tradotto da
    редактор | фото | перевод | ترجمة | مترجم | 编辑 | 責任編輯 | 责任编辑 | 责编 | 编审 | 审校 | 校对 | 摄影 | 翻译 | 译者 | 图 | 图片
    編集 | 撮影 | 写真 | 翻訳 | 訳 | 사진 | 편집 | 번역
    """)
# and before other things.
OTHER_THINGS = listed("""
    datum | date | quelle | source | fuente | stand | kontakt | contact | kategorie | 来源 | 來源
    in | topics | category | categories | filed under | tags | tagged | share | share on | follow | related | recent
    """)
# Other labels of the line in which Chinese systems write source, author, day and count.
COUNTED = listed(
    "来源 | 來源 | 点击 | 点击量 | 浏览 | 浏览量 | 阅读 | 阅读量 | 时间 | 日期 | 发布时间 | 发布日期 | 字体 | 字号 | 评论 | 人气"
)
# What stands before them on a link to an author's page.
ALL_OF = listed("""
    posts by | all posts by | view all posts by | view posts by | articles by | all articles by | more from | more by
    read more about | read more from | about | meet | über | alles von | alle beiträge von | alle artikel von | beiträge von
    tous les articles de | ver todas las entradas de | recipe by
    """)
GLUED = re.compile(r"(?:By|Von|Par|Por|Di)(?=[A-ZÀ-ÖØ-Þ][^\W\d_A-Z])")  # "ByAnn Lee", of two elements without a blank
BAR = re.compile(r"\s*[|·•]\s*|\s[–—-]\s")
PREPOSITION = re.compile(rf"(?i:{any_of(tuple(one for one in WROTE if ' ' not in one))})\s*$")
LABEL = re.compile(r"(?:.*\s)?(?i:by|von|par|por|de)\s*[:：]?$")  # "Data analysis by", in an element of its own
PAGE_OF = re.compile(rf"(?i:{any_of(ALL_OF)})\s+")
OTHER = re.compile(rf"(?i:{any_of(OTHER_WORK + OTHER_THINGS)})(?:{COLON}|\s+)")
# The same amid a line; a single word is a label only before a colon: "Ann Lee, Editor".
INNER_OTHER = re.compile(
    rf"(?:^|[\s|·;,，、；(（/])(?i:{any_of(tuple(one for one in OTHER_WORK if ' ' in one))})(?:{COLON}|\s+)|"
    rf"(?:^|[\s|·;,，、；(（/])(?i:{any_of(tuple(one for one in OTHER_WORK if ' ' not in one))})\s?[:：／・]|"
    rf"(?:{any_of(tuple(one for one in (*OTHER_WORK, *COUNTED, *FIELDS) if CJK.match(one)))})\s?[:：／・]|\s사진\s|"
    rf"\s[\u3400-\u9fff]{{2,6}}\s?[:：]|(?:^|\s)(?i:{any_of((*FIELDS, *OTHER_THINGS, 'views', 'hits', 'reads'))})\s?[:：]"
)
# A label amid a line, "2 May 2020 Source: Kite Author: Ann Lee"; in an element of its own it needs no blank before it.
_AMID = any_of(tuple(one for one in AUTHOR if len(one) > 1 and " " not in one))
INNER_LABEL = re.compile(rf"(?:^|[\s|·\d)）])(?i:{_AMID})\s?[:：]\s?")
OWN_LABEL = re.compile(rf"(?i:{_AMID})\s?[:：]")
# How labels begin: few lines do, and the whole pattern need not be asked of the others.
STARTS = frozenset(
    way(start)[:2]
    for one in (*WROTE, *AUTHOR)
    for start in (one if len(one) > 1 else one + mark for mark in ":： /／|・=")
    for way in (str.lower, str.upper, str.capitalize)
)
OTHER_BEFORE = re.compile(rf"(?i:{any_of(tuple(one for one in OTHER_WORK if ' ' in one))})\s*[:：]?\s*$")

# Titles of address, and letters behind a name.
HONORIFICS = re.compile(
    r"(?:(?:dr|prof|professor|mr|mrs|ms|dott|dra|ing|mag|herr|frau|rev|hon|amb|доктор|д-р)\b\.?(?: ?(?:med|phil|jur|rer\. ?nat)\.)? ?){1,3}(?=\S)",
    re.IGNORECASE,
)
DEGREES = frozenset(
    listed("""
    phd | dphil | md | do | dds | dmd | dvm | vmd | rn | np | pa-c | pharmd | jd | llm | llb | esq | mba | ma | ms | msc | ba
    bs | bsc | mph | mpa | mpp | mfa | med | edd | psyd | lcsw | lmft | lpc | rd | rdn | ldn | cpa | cfa | cfp | cepf | chfc | ea
    pe | aia | facp | facs | faclm | foma | dabom | dacvb | fand | cscs | cpt | pmp | cissp | cpp | psp | e-ryt | ryt | 200
    500 | bvsc | mrcvs | frcs | obe | mbe | jr | sr | ii | iii | iv | ph | d
    """)
)
BEHIND = re.compile(r"\s(?:ph\.?\s?d|m\.?d|j\.?d|mba|mph|cfa|cfp|cpa|dvm|rdn?)\.?$", re.IGNORECASE)
# What Chinese, Japanese and Korean pages write at either side of a reporter's name.
REPORTER = re.compile(
    r"^(?:本报记者|新华社记者|特约记者|记者|記者|通讯员)\s*|\s*(?:记者|記者|編集委員|論説委員|기자|특파원|논설위원)$"
)

ROLES = frozenset(
    listed("""
    writer | editor | editors | reporter | reporters | correspondent | columnist | contributor | contributors | author
    authors | journalist | producer | analyst | director | manager | officer | president | chairman | chairwoman
    ceo | cto | cfo | coo | founder | co-founder | cofounder | fellow | scholar | trustee | professor | lecturer | researcher
    scientist | economist | consultant | strategist | specialist | expert | advisor | adviser | attorney | lawyer
    secretary | ambassador | intern | student | candidate | assistant | associate | coordinator
    administrator | minister | engineer | developer | designer | marketer | blogger | photographer | physician
    dietitian | nutritionist | therapist | psychologist | reviewer | freelance | copywriter | head | gardener | mitglied | senior | junior
    chief | deputy | managing | contributing | executive | vice | redakteur | redakteurin | redaktorin | volontär
    chefredakteur | korrespondent | journalistin | leiter | leiterin | geschäftsführer | sprecher | pressesprecher
    autor | autorin | rédacteur | rédactrice | journaliste | correspondant | directeur | redactor | periodista
    corresponsal | director | directora | giornalista | direttore | redacteur | журналист | корреспондент | обозреватель
    редактор | профессор | директор | эксперт
    """)
)
# Words that begin a rank or a credential, and no name: "Head Gardener", "Licensed Grader".
RANKS = frozenset(
    listed("head | chief | senior | vice | deputy | managing | executive | licensed | certified | registered")
)
BODIES = frozenset(
    listed("""
    institute | institution | university | college | school | center | centre | foundation | council | committee
    commission | department | ministry | agency | association | society | organization | organisation | office | bureau
    board | bank | fund | group | network | team | desk | newsroom | newsdesk | news | press | media | magazine | journal
    times | post | newspaper | staff | editors | editorial | company | corporation | corp | inc | ltd | llc | gmbh | ag
    blog | studio | studios | club | union | party | project | program | programme | laboratory | lab | labs | library
    museum | hospital | clinic | health | services | solutions | security | store | shop | online | official
    redaktion | team | agentur | verband | verein | stiftung | institut | universität | hochschule | ministerium | gesellschaft
    zentrum | universidad | instituto | fundación | centro | ministerio | agencia | redacción | université | rédaction
    agence | fondation | conseil | università | istituto | fondazione | redazione | redactie | universiteit | redakcja
    редакция | институт | университет | центр | агентство | фонд | министерство | академия
    """)
)
# Words of topics and lists that begin with a capital as a name does: "By Climate Change", "By the Numbers".
TOPICS = frozenset(
    listed("""
    all | climate | change | energy | policy | policies | security | trade | economy | economics | economic | politics | political
    business | culture | science | sciences | technology | education | environment | development | finance
    rights | states | region | regions | topic | topics | country | countries | year | years | numbers
    issue | issues | invitation | request | appointment | insights | analysis | opinion | event | events | research | report
    reports | public | strategy | marketing | management | industry | data | digital | government | healthcare | travel
    lifestyle | sports | entertainment | featured | latest | popular | general | morning | evening | century | publications
    journalism | politik | wirtschaft | wissenschaft | kultur | umwelt | klima | energie | nachrichten | politique | économie | culture
    política | economía | ciencia | sociedad | mundo | cultura | noticias
    """)
)
# Ends of German, Dutch and Scandinavian words for bodies: "Forschungszentrum".
BODY_ENDS = tuple(
    listed("""
    zentrum | institut | verband | verein | stiftung | gesellschaft | redaktion | agentur | schule | universität
    instituut | universiteit | stichting | redactie | vereniging | instituttet | universitetet
    """)
)
CJK_BODY = re.compile(
    r"(?:大学|学院|研究所|研究院|中心|委员会|委員會|新闻|新聞|通信|通讯社|日报|协会|基金会|编辑部|編集部|取材班|연구소|연구원|대학교|신문|뉴스|편집부)$"
)
# Words of names and of bodies' names that are written small.
SMALL = frozenset(
    listed("""
    de | da | das | do | dos | del | della | delle | dei | der | den | des | di | du | la | le | las | los | van | von | vom | zu | zum
    zur | ten | ter | bin | bint | ibn | al | el | ul | af | av | y | e | i | und | and | et | of | for | the | für | on | in | at
    pour | per | para | och | og | &
    """)
)
# Words of a page's buttons and headings that are no part of a name.
INTERFACE = frozenset(
    listed("""
    login | log | sign | register | password | account | account's | view | read | more | posts | post | articles | article | policy
    privacy | subscribe | subscription | newsletter | share | follow | comments | comment | category | categories | tags
    author | authors | author's | author:in | spotlight | bio | biography | us | our | your | my | me | here | click | menu | search | page
    fact | checked | check | verified | disclosure | advertiser | policies | process | review | reviews | rate | story
    guidelines | disclaimer | phone | telephone | tel | fax | email | e-mail | admin | administrator | webmaster | beiträge | alle | mehr | lesen | kommentare | artikel | actualizado | publicado
    contact | kontakt | archive | archives | uncategorized | cookies | cookie | min | minutes | ago | today | yesterday
    mon | tue | wed | thu | fri | sat | sun | monday | tuesday | wednesday | thursday | friday | saturday | sunday
    """)
)
# What publishing systems put in when nobody is named, and what a page says in a name's place.
NOBODY = frozenset(
    listed("""
    admin | administrator | editor | staff | webmaster | root | user | guest | anonymous | anonym | no author | unknown
    undefined | null | none | n/a | default | test | super user | superuser | site admin | web admin | wordpressadmin
    wpadmin | sysadmin | moderator | the author | author | authors | name | your name | your email address | email
    sign in | log in | login | sign up | subscribe | read more | view all posts | view all | view more posts | view posts | more posts | see all
    all posts | posts | about | about us | contact | home | share | follow | follow us | menu | search | comments | comment
    reply | leave a comment | leave a reply | previous | next | back | editorial process | editorial policy
    editorial guidelines | editorial team | our team | meet the team | learn more | bio | biography | profile | website
    facebook | twitter | linkedin | instagram | youtube | x | whatsapp | telegram | pinterest | rss | print | pdf
    published | updated | posted | posted on | written by | posted by | by | verfasst von | geschrieben von | eingestellt von
    écrit par | escrito por | scritto da | door | continue reading | table of contents | advertisement
    """)
)
