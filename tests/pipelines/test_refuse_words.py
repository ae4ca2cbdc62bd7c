"""Short articles beside another line of their page that a machine's page may have, and machines' pages that say the same."""

from __future__ import annotations

import pytest

from output.records import Article, Reject
from pipelines.refuse.reasons import Reason
from tests.pipelines.test_refuse import LOGIN_BOX, NEWS, PROSE, TEASER, bare, cards, read, site

HEAD = "<h1>The harbour stays open</h1>"
STORY = f"{HEAD}{NEWS}"
ONE = f"{HEAD}<p>The harbour stays open until the first of May.</p>"
LINKED = (
    "<nav><a href=/>Home</a> <a href=/about>About us</a> <a href=/people>People</a> <a href=/views>Views</a></nav>"
)


def short(before: str = "", after: str = "", head: str = "") -> str:
    """A short article with something before or behind it."""
    return site("The harbour stays open | Kite", f"{before}{STORY}{after}", head)


# Lines that a search box, a login bar, a letter's form or a guard's script leaves on a page that has an article.
BESIDE = [
    *(
        f"<div class=box><input name=q><p>{words}</p></div>"
        for words in (
            *("Nothing found", "No results found.", "Page not found", "Ничего не найдено", "Nie znaleziono", "Aucun résultat"),
            *("Keine Ergebnisse gefunden", "No se encontraron resultados", "未找到相关内容", "見つかりませんでした", "لا توجد نتائج"),
        )
    ),
    "<div class=bar><a href=/in>Log in / Register</a></div>",
    "<div class=bar>Log in / Register</div>",
    "<div class=bar><p>Please log in to your account.</p><form><input type=password></form></div>",
    "<div class=bar><p>You must be logged in to save this article.</p></div>",
    "<div class=bar><p>Bitte melden Sie sich an, um Artikel zu merken.</p></div>",
    "<div class=bar><p>请先登录</p></div>",
    "<div class=bar><p>ログインしてください。</p></div>",
    "<h3>Log in</h3><form><input name=u><input type=password></form>",
    "<form><h4>Newsletter</h4><p>Sign up and read our letter every week.</p><input name=mail></form>",
    "<div class=bar>Coming soon</div>",
    "<div class=modal><h2>Access denied</h2></div>",
    "<h2>Cookies</h2><p>We use cookies to count our visitors.</p>",
]  # fmt: skip
# What guards put into the source of pages.
SCRIPTS = [
    "<script src='https://js.captcha-delivery.com/tags.js'></script>",
    "<script>var arg1='9F';document.cookie='acw_sc__v2='+arg1</script>",
    "<script>window._cf_chl_opt={cvId:'3'}</script>",
    "<script src='https://www.recaptcha.net/recaptcha/api.js'></script><div class='g-recaptcha'></div>",
    "<script src='/149e9513/2d206a39/ips.js?kpsdk=1'></script>",
    "<script>var gokuProps={key:'a'}</script>",
]
TITLED = [
    ("Cookies: what the new rule says | Institute", "Cookies: what the new rule says"),
    ("Cookies | What the new rule says | Institute", "What the new rule says"),
    ("Cookies | Institute", "What the new rule on browsers says"),
    ("Cookies : ce que dit la nouvelle règle | Institut", "Cookies : ce que dit la nouvelle règle"),
    ("Consent – a short history – Law Review", "Consent – a short history"),
    ("同意 | 法律评论：新规要点", "法律评论：新规要点"),
    ("Peugeot 404 and the roads of the sixties | Blog", "Peugeot 404 and the roads of the sixties"),
    ("404 – how links die – Blog", "404 – how links die"),
    ("Error 404: how links die | Blog", "Error 404: how links die"),
    ("Error 404 | How links die | Blog", "How links die"),
    ("Ошибка 404 — как умирают ссылки — Журнал", "Ошибка 404 — как умирают ссылки"),
    ("页面不存在 - 链接如何消亡 - 评论", "页面不存在 - 链接如何消亡"),
    ("Access denied – who may enter the port | Kite", "Access denied – who may enter the port"),
    ("Un moment | Les pilotes du port | Revue", "Les pilotes du port"),
    ("Login | Who guards the keys of the port | Kite", "Who guards the keys of the port"),
    ("Coming soon – the ships of next year | Kite", "Coming soon – the ships of next year"),
    ("Service unavailable – why ministries' pages fail | Kite", "Service unavailable – why ministries' pages fail"),
]
ARTICLES = [
    *(page for box in BESIDE for page in (short(before=box), short(after=box))),
    *(site("The harbour stays open", f"{box}{ONE}") for box in BESIDE),
    *(page for script in SCRIPTS for page in (short(head=script), short(after=script))),
    *(site(title, f"<h1>{headline}</h1>{NEWS}") for title, headline in TITLED),
    *(site(title, f"<h1>{headline}</h1>{NEWS}{LOGIN_BOX}") for title, headline in TITLED),
    site("The harbour stays open | Kite", f"<div id=overlay><h2>No results</h2><p>Try other words, or fewer of them.</p></div>{STORY}"),
    site("The harbour stays open | Kite", f"{HEAD}<div class='search-bar'><input><span>No results found</span></div>{NEWS}"),
    *(
        site("The harbour stays open | Kite", html.format("<div class=modal><h1>Log in</h1><p>Please log in to continue.</p><form><input type=password></form></div>"))
        for html in ("{}" + STORY, STORY + "{}")
    ),
    site("The harbour stays open | Kite", f"<p>Please log in to vote.</p><h2>The harbour stays open</h2>{NEWS}"),
    site("港口继续开放 - 风筝研究院", "<div class=t>港口继续开放</div><p>委员会周二再次开会，但没有达成一致。</p><div>请先登录</div><p>抱歉，没有找到相关结果</p>"),
    site("港は開いたまま｜凧研究所", "<p>ログインしてください。</p><h1>港は開いたまま</h1><p>委員会は火曜日に再び開かれた。</p><p>該当する記事はありません</p>"),
    site("Scheduled maintenance of the locks | Kite", f"<h1>Scheduled maintenance of the locks</h1>{NEWS}"),
    site("CAPTCHA | Glossary | Kite", f"<h1>CAPTCHA: what it is</h1>{NEWS}"),
    site("Der Hafen bleibt offen", "<h1>Der Hafen bleibt offen</h1><p>Der Ausschuss tagte am Dienstag und einigte sich auf wenig.</p><p>Die Tagung ist nur für Mitglieder.</p>"),
    site("港口继续开放 - 风筝研究院", "<div>没有找到相关结果</div><h1>港口继续开放</h1><p>委员会周二再次开会，但没有达成一致。</p><p>页面不存在</p>"),
]  # fmt: skip


@pytest.mark.parametrize("html", ARTICLES)
def test_another_line_of_its_page_makes_no_article_a_machine_s_page(html: str) -> None:
    given = read(html)
    assert isinstance(given, Article), given


MACHINES = [
    (Reason.NOT_FOUND, site("Kite", "<h1>Nothing found</h1><p>Sorry, but nothing matched your search. Please try again with other words.</p>")),
    (Reason.NOT_FOUND, site("Kite", "<h1>Kite Institute</h1><h2>No results found.</h2><p>Please try again with other words than these, or go back.</p>")),
    (Reason.NOT_FOUND, site("Page not found | Kite", "<h1>Something went wrong on our side</h1><p>We moved many pages last year, and this one may be among them.</p>")),
    (Reason.NOT_FOUND, site("Research | Kite", "<h1>Research for the harbours</h1><h2>Page not found</h2><p>We moved many pages last year, and this one may be among them.</p>")),
    (Reason.NOT_FOUND, site("Research | Kite", "<h1>Research for the harbours</h1><p>Sorry, page not found.</p><p>We moved many pages last year, and this one may be among them.</p>")),
    (Reason.NOT_FOUND, site("Институт", "<h1>Исследования для портов</h1><p>Страница не найдена.</p><p>Мы перенесли много страниц в прошлом году, и эта среди них.</p>")),
    (Reason.NOT_FOUND, site("404 – Page not found – Kite", "<h1>404 – Page not found</h1><p>We moved many pages last year, and this one may be among them.</p>")),
    (Reason.CHALLENGE, bare("kite.example", "<h1>Un instant, nous vérifions votre navigateur</h1><p>Nous devons savoir si vous êtes une personne avant de vous laisser entrer ici.</p><script src='https://ct.captcha-delivery.com/c.js'></script>")),
    (Reason.CHALLENGE, bare("kite.example", "<h1>正在检查您的访问环境</h1><p>为了您的账号安全，请拖动下面的滑块，完成后将自动继续访问本站。</p><script>acw_sc__v2=1</script>")),
    (Reason.CHALLENGE, bare("Just a moment...", "<h1>kite.example</h1><p>We are looking at your connection, which takes no more than a few seconds of your time.</p>")),
    (Reason.LOGIN, site("Log in | Kite", "<h1>Log in</h1><p>The archive is open to all who work in a harbour of the coast.</p><form><input type=password></form>")),
    (Reason.LOGIN, site("Sign in | Kite", "<h1>Welcome back to Kite</h1><p>Enter your address and your password below to see your account.</p><form><input type=password></form>")),
    (Reason.NOT_FOUND, site("风筝研究院", "<h1>风筝研究院</h1><p>抱歉，您访问的页面不存在。</p><p>您可以返回首页，或者使用上方的搜索框查找您需要的内容。</p>")),
    (Reason.CONSENT, bare("Cookies", "<h1>Cookies</h1><p>We and our partners use cookies to count what you read.</p><button>OK</button>")),
]  # fmt: skip
WALLS = [
    *("Members only", "This content is for members only.", "For members only", "Only registered users can read this.", "Subscribers only"),
    *("This content is for subscribers.", "This article is available to subscribers only.", "This article is reserved for members."),
    *("Subscribe to read the full article.", "Log in to read the full text.", "To continue reading, please sign in.", "Become a member to read on."),
    *("You must be logged in to view this content.", "Register to continue reading", "This is premium content.", "Exclusive to our members"),
    *("仅限会员", "本文仅限会员阅读", "登录后查看全文", "请登录后阅读全文", "订阅后阅读全文", "此内容仅供订阅者阅读。", "僅限會員閱讀", "登入後閱讀全文", "成为会员，阅读全文"),
    *("会員限定", "この記事は会員限定です。", "会員限定記事", "続きを読むには会員登録が必要です。", "ログインして続きを読む", "有料会員限定"),
    *("Réservé aux abonnés", "Article réservé aux abonnés", "Cet article est réservé à nos abonnés.", "Contenu réservé aux adhérents", "Abonnez-vous pour lire la suite"),
    *("Nur für Abonnenten", "Nur für Mitglieder", "Dieser Artikel ist nur für Abonnenten verfügbar.", "Jetzt anmelden und weiterlesen", "Exklusiv für Abonnenten"),
    *("Solo para suscriptores", "Contenido exclusivo para suscriptores", "Este artículo es solo para socios.", "Suscríbete para seguir leyendo"),
    *("Apenas assinantes", "Conteúdo exclusivo para assinantes", "Exclusivo para assinantes", "Faça login para continuar lendo", "Riservato agli abbonati", "Contenuto riservato agli abbonati"),
    *("Только для подписчиков", "Материал доступен только подписчикам.", "Только для зарегистрированных пользователей", "Войдите, чтобы читать дальше", "Лише для передплатників"),
    *("للمشتركين فقط", "هذا المحتوى للمشتركين فقط", "للأعضاء فقط", "سجل الدخول لقراءة المقال كاملاً", "فقط برای اعضا", "מנויים בלבד", "למנויים בלבד"),
    *("구독자 전용", "회원 전용 콘텐츠입니다.", "로그인 후 전체 기사를 볼 수 있습니다.", "Alleen voor abonnees", "Alleen voor leden", "Kun for abonnenter", "Endast för prenumeranter"),
    *("Vain tilaajille", "Tylko dla subskrybentów", "Tylko dla zalogowanych", "Pouze pro předplatitele", "Csak előfizetőknek", "Sadece aboneler", "Abonelere özel", "Μόνο για συνδρομητές"),
    *("This report is only available to members of the institute.", "You have reached your limit of free articles.", "Want to read more? Become a member."),
    *("Sorry, this content is restricted to members.", "This content is restricted to site members. If you are an existing user, please log in.", "🔒 Members only"),
    *("Il vous reste 85% de cet article à lire. La suite est réservée aux abonnés.", "La suite de cet article est réservée aux abonnés.", "Weiterlesen mit dem Abo"),
    *("Den vollständigen Artikel lesen Abonnenten.", "以下内容仅对会员开放，请登录。", "您需要成为会员才能阅读全文", "ここから先は有料会員のみご覧いただけます"),
    "Полный текст доступен только зарегистрированным пользователям.",
    *("Khusus pelanggan", "Dành cho thành viên", "เฉพาะสมาชิก", "केवल सदस्यों के लिए", "This is exclusive content.", "Want to read the full report? Subscribe today."),
]  # fmt: skip
TEASED = [
    *(f"{HEAD}<p>{TEASER}</p><div class=wall><p>{words}</p></div>" for words in WALLS),
    *(f"{HEAD}{NEWS}<div class=wall><h3>{words}</h3><p>Already with us? <a href=/login>Log in</a></p><a class=button href=/subscribe>See all of our offers</a></div>" for words in WALLS[::7]),
    *(f"{HEAD}<p>{TEASER}</p><div>Share</div><div>Print</div><p>{words}</p>{cards(4, TEASER)}" for words in WALLS[::7]),
    *(f"{HEAD}<div class=badge>{words}</div><p>{TEASER}</p>" for words in WALLS[::7]),
    *(f"{HEAD}<p>{words}</p>" for words in WALLS[::7]),
    f"{HEAD}<p>{TEASER}</p><p><a href=/login>Log in to read the full article</a></p>",
    f"{HEAD}<p>{TEASER}</p><p><a href=/login>登录后查看全文</a></p>",
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "html"),
    [*MACHINES, *((Reason.LOGIN, site("The harbour stays open | Kite", body)) for body in TEASED)],
)
def test_a_machine_s_page_and_a_teaser_before_a_wall_are_refused(reason: Reason, html: str) -> None:
    given = read(html)
    assert isinstance(given, Reject), given
    assert given.reason == reason, given.raw


RELATED = "<h2>More of ours</h2>" + "".join(
    f"<div class=item><a href='/views/{n}-more-of-the-harbour'><h3>Number {n}: the harbour and its pilots</h3></a><div class=badge>WORDS</div></div>"
    for n in range(3)
)
MENTIONED = [
    *(f"{HEAD}{PROSE}<p>{words}</p>" for words in WALLS[::5]),
    *(f"{HEAD}{NEWS}<aside><p>{words}</p></aside>" for words in WALLS[::5]),
    *(f"{HEAD}{NEWS}{RELATED.replace('WORDS', words)}" for words in WALLS),
    *(f"<div class=bar><span>{words}</span></div>{HEAD}{NEWS}" for words in WALLS[::5]),
    *(f"{HEAD}{NEWS}<div class='related-card'><p>{words}</p></div>" for words in WALLS[::5]),
    *(f"{HEAD}{NEWS}<p><b>{words.rstrip('.。')}</b>: so says the sign at the door of the club, and nobody has taken it down since.</p>" for words in WALLS[::5] if "?" not in words),
    f"{HEAD}<p>Members only: that is what the sign at the harbour's club says. The council asked on Tuesday to take it down.</p>",
    f"{HEAD}<p>The pilots' rest is for members only, the council said on Tuesday. Only registered users can read this sign, it added.</p>",
    f"{HEAD}{NEWS}<p>Want to read the full report? Download it here.</p>",
    f"{HEAD}<p>This is an exclusive report. The harbour stays open, the council said on Tuesday.</p>",
    f"{HEAD}<p>Nur für Mitglieder war der Hafen bisher offen. Der Rat hat das am Dienstag geändert.</p>",
    "<h1>会员制度改革</h1><p>港口俱乐部周二宣布，仅限会员使用的码头将向公众开放。主席表示改革还将继续。</p>",
]  # fmt: skip


@pytest.mark.parametrize("body", MENTIONED)
def test_a_whole_article_beside_such_words_is_one(body: str) -> None:
    given = read(site("The harbour stays open | Kite", body))
    assert isinstance(given, Article), given


def test_a_menu_may_name_the_site_with_www() -> None:
    menu = LINKED.replace("href=/", "href=https://www.kite.example/")
    bar = "<p>Please log in to your account.</p><form><input type=password></form>"
    assert isinstance(read(bare("The harbour stays open | Kite", f"{menu}{STORY}{bar}")), Article)
