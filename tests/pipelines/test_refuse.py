"""Pages without an article, in the shapes that servers, guards and content systems give them; and articles that look alike."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.records import Article, Reject
from pipelines.normalize import normalize
from pipelines.page import Answer, Hints, Needs, Page
from pipelines.refuse.missing_words import MISSING
from pipelines.refuse.reasons import Reason
from tests.conftest import PROJECT
from tests.cost import SIZE, bounded

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
URL = "https://kite.example/views/the-tide-tables"
MENU = "<nav><a href=/>Home</a> <a href=/about>About us</a> <a href=/people>People</a></nav>"
FOOTER = "<footer>© 2025 Kite Institute. All rights reserved. <a href=/privacy>Privacy</a></footer>"
NEWS = "<p>The committee met again on Tuesday and agreed on very little. Its chair said that the harbour would stay open.</p>"
PROSE = "".join(
    f"<p>In the {year}s the harbour was dredged again, and the council argued about who should pay for the tugs. "
    "Nobody kept the minutes, so that much of what follows rests on letters and on the ledgers of the pilots.</p>"
    for year in range(1850, 1900, 10)
)
COOKIES = "<div class=cookie-banner><p>We use cookies to make this site work. You may accept or reject them at any time.</p><button>Accept</button></div>"
LOGIN_BOX = "<div class=login><h3>Login</h3><form><input name=u><input type=password name=p><button>Log in</button></form></div>"


def site(title: str, body: str, head: str = "") -> str:
    """A page of a site, with its frame."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"


def bare(title: str, body: str, head: str = "") -> str:
    """A page of a machine's, with nothing around it."""
    return f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"


def cards(number: int, teaser: str = "", tag: str = "div") -> str:
    """Other pages of the site, each with a headline and a teaser."""
    return "".join(
        f"<{tag} class=card><a href='/views/{at}-more-of-the-harbour'><h3>Number {at}: the harbour and its pilots</h3></a>"
        f"<span>1{at % 9} May 2024</span><p>{teaser}</p></{tag}>"
        for at in range(number)
    )


TEASER = "Our fellows look at what the pilots earned, and at what the council said about it at the time."
ZH_TEASER = "本文讨论了港口扩建对地方财政的影响，并就未来五年的投资安排提出了若干建议。"

CHALLENGES = [
    bare(
        "Just a moment...",
        "<h1>kite.example</h1><p>Verifying you are human. This may take a few seconds.</p><script>window._cf_chl_opt={}</script>",
    ),
    bare(
        "Nur einen Moment…",
        "<h1>kite.example</h1><p>Bestätigen Sie, dass Sie ein Mensch sind. Dies kann einige Sekunden dauern.</p>",
    ),
    bare("请稍候…", "<h1>kite.example</h1><p>正在验证您是否是真人。这可能需要几秒钟时间。</p>"),
    bare("Один момент…", "<h1>kite.example</h1><p>Проверяем, человек ли вы. Это может занять несколько секунд.</p>"),
    bare(
        "Attention Required! | Cloudflare",
        "<h1>Sorry, you have been blocked</h1><h2>You are unable to access kite.example</h2><h2>Why have I been blocked?</h2>"
        "<p>This website is using a security service to protect itself from online attacks. The action you just performed triggered"
        " the security solution.</p>",
    ),
    bare(
        "DDoS-Guard",
        "<h1>Checking your browser before accessing kite.example</h1><p>Please allow up to 5 seconds.</p>",
    ),
    bare(
        "",
        '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9">Request unsuccessful. Incapsula incident ID: 42</iframe>',
    ),
    "<html><head><script src='/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3'></script></head><body></body></html>",
    bare(
        "Access Denied",
        '<h1>Access Denied</h1>You don\'t have permission to access "http://kite.example/views/9" on this server.<p>Reference #18.2f</p>',
    ),
    bare(
        "kite.example",
        "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
    ),
    bare(
        "Access to this page has been denied",
        '<div id="px-captcha"></div><p>Press &amp; Hold to confirm you are a human (and not a bot).</p>',
    ),
    bare(
        "Pardon Our Interruption",
        "<p>As you were browsing something about your browser made us think you were a bot.</p>",
    ),
    bare(
        "Human Verification",
        "<script>AwsWafIntegration.getToken()</script><noscript>JavaScript is disabled</noscript>",
    ),
    bare(
        "You are being redirected...",
        "<noscript>Javascript is required.</noscript><script>var s={},sucuri_cloudproxy_js='';</script>",
    ),
    bare(
        "kite.example",
        "<h1>One more step</h1><p>Please complete the security check to access kite.example</p><div class='h-captcha'></div>",
    ),
    bare(
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 42",
    ),
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname</script>",
    bare("网站防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>网站安全狗</p>"),
    bare(
        "405",
        "<div>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</div><img src='//errors.aliyun.com/e.png'>",
    ),
    bare("滑动验证页面", "<div id=nocaptcha></div><script src=/x.js></script>"),
    bare("安全验证", "<p>请完成安全验证后继续访问</p>"),
    bare("403 拦截", "<p>当前访问疑似黑客攻击，已被创宇盾拦截</p>"),
]
MISSES = [
    site(
        "Page not found – Kite Institute",
        "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location.</p>",
    ),
    site("404 | Kite", "<h1>404</h1><p>Sorry.</p>"),
    site("Error 404 - Kite", "<h1>Error 404: Not Found</h1>" + cards(6, TEASER)),
    site("Kite Institute", "<h2>The page you requested could not be found.</h2>"),
    site(
        "Seite nicht gefunden | Kite-Institut",
        "<h1>Fehler 404</h1><p>Die gesuchte Seite gibt es hier nicht mehr oder sie ist umgezogen.</p>",
    ),
    site("Page introuvable - Institut Kite", "<h1>Oups ! Cette page est introuvable.</h1>"),
    site(
        "Página no encontrada | Kite",
        "<h1>Página no encontrada</h1><p>La página que busca ha sido movida o eliminada.</p>",
    ),
    site("Página não encontrada", "<p>Volte ao início.</p>"),
    site("Pagina non trovata", "<h1>404</h1>"),
    site(
        "Страница не найдена — Институт",
        "<h1>Ошибка 404</h1><p>Возможно, она была удалена или перемещена в другой раздел.</p>",
    ),
    site("页面不存在 - 风筝研究院", "<p>抱歉，您访问的页面不存在。</p>"),
    site("提示信息", "<p>该文章不存在或已被删除！</p><a href=/>返回首页</a>"),
    site("找不到頁面", "<p>請回首頁。</p>"),
    site(
        "ページが見つかりません｜凧研究所",
        "<h1>404 Not Found</h1><p>お探しのページは移動または削除された可能性があります。</p>",
    ),
    site("페이지를 찾을 수 없습니다", "<p>주소를 확인해 주세요.</p>"),
    site("الصفحة غير موجودة", "<h1>عذراً، الصفحة غير موجودة</h1>"),
    site("صفحه یافت نشد", "<p>۴۰۴</p>"),
    site("Sayfa bulunamadı", "<h1>404</h1>"),
    site("Strona nie znaleziona", "<h1>Błąd 404</h1>"),
    site("ไม่พบหน้านี้", "<h1>404</h1>"),
]
GATES = [
    (
        Reason.LOGIN,
        site(
            "Log in | Kite",
            "<h1>Log in</h1><form><input name=u><input type=password name=p></form><a href=/lost>Lost your password?</a>",
        ),
    ),
    (
        Reason.LOGIN,
        site(
            "Members",
            "<h1>Members' area</h1><p>Please log in to read this analysis.</p><form><input type=password></form>",
        ),
    ),
    (
        Reason.LOGIN,
        site(
            "Protected: The tide tables – Kite",
            "<main><h1>Protected: The tide tables</h1><form class=post-password-form action=/wp-login.php method=post>"
            "<p>This content is password protected. To view it please enter your password below:</p>"
            "<p><label>Password: <input name=post_password type=password size=20></label><input type=submit value=Enter></p>"
            "</form></main>",
        ),
    ),
    (Reason.LOGIN, site("Anmelden – Kite", "<h1>Anmelden</h1><form><input type=password></form>")),
    (
        Reason.LOGIN,
        site("Connexion", "<h1>Espace membre</h1><p>Vous devez être connecté pour accéder à cette page.</p>"),
    ),
    (Reason.LOGIN, site("Iniciar sesión", "<form><input type=password></form>")),
    (Reason.LOGIN, site("Вход", "<p>Для просмотра необходимо авторизоваться.</p>")),
    (Reason.LOGIN, site("统一身份认证平台", "<form>用户名<input>密码<input type=password></form>")),
    (Reason.LOGIN, site("会員専用ページ", "<p>ログインしてください。</p><form><input type=password></form>")),
    (Reason.LOGIN, site("تسجيل الدخول", "<form><input type=password></form>")),
    (
        Reason.LOGIN,
        site(
            "The harbour",
            "<h1>The harbour</h1><p>Read the first lines of this analysis about the harbour and who pays for it.</p>"
            f"<p>Subscribe to read on.</p>{LOGIN_BOX}",
        ),
    ),
    (
        Reason.CONSENT,
        bare(
            "Before you continue to Google",
            "<h1>Before you continue to Google</h1><p>We use cookies and data to deliver services.</p>",
        ),
    ),
    (
        Reason.CONSENT,
        bare(
            "Datenschutzeinstellungen",
            "<p>Wir und unsere Partner verarbeiten Daten, um Inhalte zu messen.</p><button>OK</button>",
        ),
    ),
    (Reason.CONSENT, bare("DPG Media Privacy Gate", "<script src=/gate.js></script>")),
]
MACHINES = [
    (
        Reason.SERVER,
        bare("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.18.0</center>"),
    ),
    (Reason.SERVER, "<html><body><h1>It works!</h1></body></html>"),
    (
        Reason.SERVER,
        bare(
            "Welcome to nginx!",
            "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p>",
        ),
    ),
    (
        Reason.SERVER,
        "<br /><b>Fatal error</b>:  Uncaught Error: Call to undefined function mysql_connect() in /srv/www/index.php:3<br />",
    ),
    (
        Reason.SERVER,
        bare("Error establishing a database connection", "<h1>Error establishing a database connection</h1>"),
    ),
    (
        Reason.SERVER,
        bare("Fehler beim Aufbau einer Datenbankverbindung", "<h1>Fehler beim Aufbau einer Datenbankverbindung</h1>"),
    ),
    (Reason.SERVER, bare("建立数据库连接时出错", "<h1>建立数据库连接时出错</h1>")),
    (
        Reason.SERVER,
        bare(
            "500 - Internal server error.",
            "<h1>Server Error</h1><h2>500 - Internal server error.</h2><h3>There is a problem.</h3>",
        ),
    ),
    (Reason.SERVER, bare("IIS Windows Server", "<a href='http://go.microsoft.com'><img src=iisstart.png></a>")),
    (Reason.SERVER, bare("系统发生错误", "<h1>SQLSTATE[HY000] [2002] Connection refused</h1>")),
    (
        Reason.MAINTENANCE,
        bare("Maintenance", "<h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1>"),
    ),
    (
        Reason.MAINTENANCE,
        bare("Kite", "<h1>Wegen Wartungsarbeiten ist diese Website kurzzeitig nicht verfügbar.</h1>"),
    ),
    (Reason.MAINTENANCE, bare("网站维护中", "<p>给您带来的不便敬请谅解。</p>")),
    (Reason.MAINTENANCE, bare("Сайт", "<h1>На сайте проводятся технические работы</h1>")),
    (
        Reason.PARKED,
        bare("kite.example", "<h1>kite.example is for sale</h1><p>Get a price in less than 24 hours.</p>"),
    ),
    (Reason.PARKED, bare("Parked domain", "<p>This domain is parked free, courtesy of its registrar.</p>")),
    (Reason.PARKED, bare("kite.example", "<p>Diese Domain steht zum Verkauf!</p>")),
    (Reason.PARKED, bare("kite.example", "<p>该域名正在出售</p>")),
    (
        Reason.DIRECTORY,
        bare(
            "Index of /papers",
            "<h1>Index of /papers</h1><pre><a href=../>Parent Directory</a> <a href=a.pdf>a.pdf</a></pre>",
        ),
    ),
    (
        Reason.DIRECTORY,
        bare(
            "kite.example - /papers/",
            "<pre><a href=/>[To Parent Directory]</a><br> 5/3/2020 <a href=a.pdf>a.pdf</a></pre>",
        ),
    ),
]
SHELLS = [
    (Reason.SHELL, bare("The tide tables", "<div id=root></div><script src=/main.js></script>")),
    (Reason.SHELL, bare("The tide tables", "<noscript>You need to enable JavaScript to run this app.</noscript><div id=app>Loading…</div><script src=/a.js></script>")),
    (Reason.SHELL, bare("潮汐表", "<app-root></app-root><script src=/main.js></script>")),
    (Reason.SHELL, bare("The tide tables", "<script>render()</script>")),
    (Reason.SHELL, bare("The tide tables", "<tide-app></tide-app><link rel=modulepreload href=/main.js>")),
    (Reason.NO_BODY, bare("The tide tables", "<p></p>")),
    (Reason.FRAMES, "<html><head><title>Kite</title></head><frameset cols='20%,80%'><frame src=menu.html><frame src=main.html></frameset></html>"),
    (Reason.FILE, bare("report.pdf", "<embed src='/papers/report.pdf' type='application/pdf'>")),
    (Reason.FILE, bare("Report", "<iframe src='/pdfjs/web/viewer.html?file=/papers/report.pdf'></iframe>")),
    (Reason.FILE, site("The report", "<h1>The report</h1><iframe src='/papers/report.pdf'></iframe>")),
    (Reason.FILE, bare("tide.png (900×600)", "<img src=/tide.png>")),
    (Reason.FILE, bare("Slides", "<object data='slides.pptx'></object>")),
    (Reason.NO_PAGE, "year,tides,ships\n1850,12,40\n1851,13,44\n"),
    (Reason.NO_PAGE, "(function(){if(a<b){return 1}})();"),
    (Reason.NO_PAGE, "<?xml version='1.0'?><!-- made by hand --><svg xmlns='http://www.w3.org/2000/svg'><text>Tide</text></svg>"),
    (Reason.EMPTY, ""),
]  # fmt: skip
OLD_FOOT = "<div class=footer>Address: Room 417, Building 435, Harbour Road. Telephone: 555 0100. Mail us with your questions.</div>"
LISTINGS = [
    (URL, bare("Views", "<ul>" + cards(20, "", "li") + f"</ul>{OLD_FOOT}")),
    ("https://kite.example/", site("Kite Institute", "<h1>Kite Institute</h1>" + cards(9, TEASER))),
    (URL, site("Views", "<h1>Views</h1>" + cards(12, TEASER, "li"))),
    (URL, site("观点", "<h1>观点</h1>" + cards(12, ZH_TEASER))),
    (URL, site("Archive", "<h1>Archive</h1><ul>" + cards(30, "", "li") + "</ul>")),
    ("https://kite.example/tag/harbours/", site("Harbours", f"<h1>Harbours</h1>{NEWS}" + cards(8, TEASER))),
    ("https://kite.example/?s=harbour", site("Search results for harbour", "<h1>30 results</h1>" + cards(10, TEASER))),
    (URL, site("Reports", NEWS + cards(8, TEASER), '<script type="application/ld+json">{"@type":"CollectionPage","name":"Reports"}</script>')),
    (
        URL,
        site(
            "要闻",
            "<ul>" + "".join(f"<li><a href='/c/2024-05/1{n}/content_{n}.htm'>关于进一步做好港口扩建工作的若干意见之{n}</a><span>2024-05-1{n % 9}</span></li>" for n in range(20)) + "</ul>",
        ),
    ),
]  # fmt: skip
ARTICLES = [
    site("The harbour stays open", f"<h1>The harbour stays open</h1>{NEWS}"),
    site("港口继续开放", "<h1>港口继续开放</h1><p>委员会周二再次开会，但没有达成一致。主席表示港口将继续开放。</p>"),
    site("港は開いたまま", "<h1>港は開いたまま</h1><p>委員会は火曜日に再び開かれたが、合意には至らなかった。</p>"),
    site("Why “Page not found” matters", f"<h1>Why “Page not found” matters</h1>{PROSE}"),
    site("Page not found", f"<h1>Page not found</h1>{PROSE}"),
    site("404 errors rise by a tenth", "<h1>404 errors rise by a tenth</h1><p>More links lead nowhere than a year ago, a survey of ministries shows.</p>"),
    site("How to log in to the archive", f"<h1>How to log in to the archive</h1>{NEWS}<p>Please log in to the archive with your card.</p>{PROSE}"),
    site("The harbour stays open", f"{COOKIES}{LOGIN_BOX}<h1>The harbour stays open</h1>{NEWS}<p>You must be logged in to post a comment.</p>"),
    site("The harbour stays open", f"<h1>The harbour stays open</h1>{PROSE}<h2>More</h2>" + cards(40, TEASER)),
    site("The harbour stays open", f"<h1>The harbour stays open</h1>{NEWS}<h2>More</h2>" + cards(40, TEASER)),
    site("The harbour stays open", f"<h1>The harbour stays open</h1>{NEWS}<h2>More</h2>" + cards(40)),
    site("港口继续开放", "<h1>港口继续开放</h1><p>委员会周二再次开会，但没有达成一致。主席表示港口将继续开放。</p>" + cards(40, ZH_TEASER)),
    site(
        "Five things to read",
        f"<h1>Five things to read</h1>{NEWS}" + "".join(f"<h3><a href='https://other{n}.example/x'>What the pilots of port {n} earned</a></h3><p>{TEASER}</p>" for n in range(9)),
    ),
    site("Sources on pilots", f"<h1>Sources on pilots</h1>{NEWS}<ol>" + "".join(f"<li><a href='/b/{n}'>Lee, A. (18{n + 10}). The pilots of the harbour, volume {n}.</a></li>" for n in range(40)) + "</ol>"),
    site("The harbour stays open", f"<h1>The harbour stays open</h1>{NEWS}<iframe src='/papers/report.pdf'></iframe>"),
    bare("The harbour stays open", f"<div class='has footer'><h1>The harbour stays open</h1>{NEWS}</div>" + cards(20) + OLD_FOOT),
    site("Table of tides", "<h1>Table of tides</h1><table>" + "".join(f"<tr><td>{year} at the old quay</td><td>{year % 7}.40 m</td></tr>" for year in range(1850, 1900)) + "</table>" + cards(12)),
    site("The harbour stays open", "<h1>The harbour stays open</h1><p>So the council has decided on Tuesday.</p>" + cards(9, TEASER)),
    site("Cookies and consent", f"<h1>Cookies and consent</h1>{PROSE}"),
    site("Under construction", f"<h1>Under construction: the new quay</h1>{PROSE}"),
    site("Who is behind Cloudflare?", f"<h1>Just a moment: who checks your browser?</h1>{PROSE}", "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
    site("The harbour stays open", f"<h1>The harbour stays open</h1>{NEWS}<form><div class='g-recaptcha'></div><input name=mail></form>"),
    bare("Index of harbours", f"<h1>Index of harbours</h1>{NEWS}"),
    site("Domains for sale", f"<h1>Domains for sale: a market</h1>{NEWS}"),
    site("The harbour stays open", f"<div id=root><h1>The harbour stays open</h1>{NEWS}</div><script src=/main.js></script>"),
]  # fmt: skip
PAGES = [
    *((Reason.CHALLENGE, URL, html) for html in CHALLENGES),
    *((Reason.NOT_FOUND, URL, html) for html in MISSES),
    *((reason, URL, html) for reason, html in (*GATES, *MACHINES, *SHELLS)),
    *((Reason.LISTING, url, html) for url, html in LISTINGS),
]


def read(html: str, url: str = URL) -> Article | Reject:
    page = Page("kite", url, html.encode(), FETCHED)
    while isinstance(given := normalize(page), Needs):  # its address may be that of a further page
        page = page.with_answer(Answer(given.url, None, "not asked", can_ask=False))
    assert isinstance(given, Article | Reject)
    return given


@pytest.mark.parametrize(("reason", "url", "html"), PAGES)
def test_a_page_without_an_article_says_why(reason: Reason, url: str, html: str) -> None:
    given = read(html, url)
    assert isinstance(given, Reject), given
    assert given.reason == reason, given.raw


@pytest.mark.parametrize(
    "url",
    [
        "https://kite.example/topics/energy/harbours-and-tides.html",
        "https://kite.example/archives/1234",
        "https://kite.example/art/2024/5/10/index.html",
        "https://kite.example/views/9?page=2",
    ],
)
def test_an_article_s_address_is_no_sign_of_a_listing(url: str) -> None:
    assert isinstance(
        read(site("The harbour stays open", f"<h1>The harbour stays open</h1>{NEWS}" + cards(9, TEASER)), url),
        Article,
    )


def test_a_source_that_says_where_its_body_is_is_believed() -> None:
    html = site("Views", "<h1>Views</h1><div class=links>" + cards(12, TEASER) + "</div>").encode()
    page = Page("kite", URL, html, FETCHED)
    assert isinstance(normalize(page), Reject)
    assert isinstance(normalize(replace(page, hints=Hints(selectors=(("body", ".links"),)))), Article)
    assert isinstance(normalize(replace(page, hints=Hints(selectors=(("body", ".text"),)))), Reject)


@pytest.mark.parametrize("html", ARTICLES)
def test_what_only_looks_alike_is_an_article(html: str) -> None:
    given = read(html)
    assert isinstance(given, Article), given


@pytest.mark.parametrize("words", sorted(MISSING))
def test_each_way_to_say_that_a_page_is_missing_is_known(words: str) -> None:
    for html in (site(f"{words} | Kite", ""), site("Kite", f"<h1>404 – {words}!</h1>")):
        given = read(html)
        assert isinstance(given, Reject)
        assert given.reason == Reason.NOT_FOUND


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/views/1-a-long-way-round'>A long way round the harbour</a><p>" * (SIZE // 80),
        f"<title>{'404 ' * (SIZE // 4)}</title><h1>{'error ' * (SIZE // 6)}</h1>",
        f"<title>{'- ' * (SIZE // 2)}</title><h1>{'| ' * (SIZE // 2)}</h1><p>{': ' * (SIZE // 2)}</p>",
        f"<p>{'this domain ' * (SIZE // 12)}</p>",
        "<script src='/_Incapsula_Resource?SWJIYLWA=" * (SIZE // 45),
        "<iframe src='?url=" + "x" * SIZE + "'></iframe>",
        "<h3><a href='/views/1-a-long-way-round'>A long way round the harbour</a></h3>"
        + "<p>Some words that end.</p>" * (SIZE // 25),
        "<div class=footer>" + "<p>Some words of it that end here.</p>" * (SIZE // 40),
        "<h1>One</h1>" * (SIZE // 26) + "<p>This content is </p>" * (SIZE // 40),
        "<p>"
        + "a<br><a href=/v/1-long-harbour-way>A long way round the harbour</a><br>Some words of it that end here."
        * (SIZE // 100),
        "<div><div><p>x</p><a href=/v/1-long-harbour-way>A long way round the harbour</a>"
        + "<i>x</i>" * (SIZE // 20)
        + "</div>"
        + "<section>"
        + "<p>Some words of it that end here.</p>" * (SIZE // 80),
        f"<title>{'this article is for our ' * (SIZE // 48)}</title><p>" + "read more now. " * (SIZE // 30),
        "<div>" * (SIZE // 50)
        + "<a href='/x/y'>A headline of some length</a><p>Some words that end.</p>" * (SIZE // 80),
    ],
)
def test_hostile_pages_cost_little(html: str) -> None:
    with bounded():
        read(html)


@given(
    st.lists(
        st.sampled_from(
            [
                "404",
                "not found",
                "<h1>",
                "</h1>",
                "<title>",
                "Login",
                "<input type=password>",
                "|",
                "<iframe src=a.pdf>",
                NEWS,
            ]
        ),
        max_size=12,
    )
)
def test_any_page_is_read_or_refused_with_a_known_reason(parts: list[str]) -> None:
    given = read("<html>" + " ".join(parts))
    assert isinstance(given, Article) or given.reason in set(Reason)


def test_every_reason_is_documented() -> None:
    text = (PROJECT / "docs" / "rejects.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([^`]+)` \| extract \|", text, re.MULTILINE)) >= set(Reason)
