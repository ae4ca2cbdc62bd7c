"""Does a form stand where the article should? A login, or a question for consent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.lines import words_of
from pipelines.patterns import any_of
from pipelines.refuse.reasons import Reason, Refused
from pipelines.refuse.said import LONGEST
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.refuse.said import Said

# What such a sentence asks of a reader who wants to answer an article; it hides nothing.
COMMENT = re.compile(
    any_of(
        listed("""
        comment | reply | repl | to post | kommentar | kommentier | commentaire | commenter | comentar | coment | commento | reageren
        коммент | ответ | تعليق | التعليق | 评论 | 回复 | 發表 | 发表 | 留言 | コメント | 댓글
        """)
    )
)
LOGIN = frozenset(
    map(
        folded,
        listed("""
        login | log in | log-in | sign in | sign-in | signin | member login | members login | user login | account login | log in to continue
        login required | please log in | please login | please sign in | you must be logged in | restricted access | members only
        members area | sign in to your account | log in to your account | log in to wordpress | authentication required | single sign-on
        anmelden | anmeldung | einloggen | mitglieder-login | mitgliederbereich | bitte anmelden | bitte einloggen | benutzeranmeldung
        connexion | se connecter | connectez-vous | identification | espace membre | espace membres | espace adhérents | identifiez-vous
        iniciar sesión | inicio de sesión | acceso | acceder | ingresar | área de socios | acceso usuarios | inicie sesión | entrar
        iniciar sessão | fazer login | área restrita | acesso restrito | accedi | accesso | area riservata | inloggen | aanmelden
        logga in | logg inn | log ind | kirjaudu sisään | kirjaudu | zaloguj się | logowanie | přihlášení | přihlásit se | prihlásenie
        bejelentkezés | autentificare | conectare | вход | войти | авторизация | вход на сайт | вход в личный кабинет | вхід | увійти
        авторизація | σύνδεση | giriş | giriş yap | oturum aç | üye girişi | כניסה | התחברות | تسجيل الدخول | الدخول | دخول | ورود | ورود به سایت
        登录 | 登陆 | 用户登录 | 会员登录 | 会员登陆 | 请登录 | 请先登录 | 统一身份认证 | 统一身份认证平台 | 系统登录 | 后台登录 | 账号登录
        登入 | 會員登入 | 使用者登入 | 請先登入 | ログイン | 会員ログイン | 会員専用ページ | サインイン | 로그인 | 회원 로그인
        เข้าสู่ระบบ | đăng nhập | masuk | log masuk | लॉग इन | लॉगिन
        """),
    )
)
# Sentences that ask a reader to log in before anything is shown.
ASKS = re.compile(
    any_of(
        map(
            folded,
            listed("""
            you must be logged in to | you need to be logged in to | you must log in to | please log in to | please login to | please sign in to
            log in to continue | sign in to continue | this content is restricted to | this page is restricted to | this content is for members only
            this page is for members only | you are not authorized to access this page | you do not have permission to view this page
            bitte melden sie sich an | bitte loggen sie sich ein | sie müssen sich anmelden | sie müssen angemeldet sein
            vous devez être connecté | vous devez vous connecter | veuillez vous connecter | vous devez vous identifier
            debe iniciar sesión | debes iniciar sesión | inicie sesión para | inicia sesión para | tienes que iniciar sesión
            você precisa estar logado | é necessário fazer login | devi effettuare l'accesso | effettua il login per | je moet ingelogd zijn
            musisz być zalogowany | необходимо авторизоваться | вы должны войти | войдите, чтобы | для просмотра необходимо авторизоваться
            يجب تسجيل الدخول | يرجى تسجيل الدخول | 请先登录 | 请登录后 | 您还没有登录 | 您尚未登录 | 需要登录 | 您需要登录后 | 該頁面需要登入
            請先登入 | 請登入後 | ログインしてください | このページを閲覧するにはログイン | 로그인이 필요합니다 | 로그인 후 이용
            """),
        )
    )
)
CONSENT = frozenset(
    map(
        folded,
        listed("""
        before you continue | before you continue to google | before you continue to youtube | consent | cookie consent | cookies | cookie wall
        cookiewall | cookie notice | cookie settings | privacy gate | dpg media privacy gate | your privacy | we value your privacy
        your privacy choices | privacy settings | manage cookies | accept cookies | datenschutzeinstellungen | cookie-einstellungen
        ihre privatsphäre | bevor sie fortfahren | bevor sie zu google weitergehen | zustimmung | einwilligung | mit werbung weiterlesen
        avant d'accéder à google | avant de continuer | votre vie privée | gestion des cookies | consentement | antes de continuar
        su privacidad | tu privacidad | valoramos tu privacidad | valoramos su privacidad | prima di continuare | la tua privacy
        voordat je verdergaat | toestemming | cookies op deze site | cookies accepteren | 同意 | クッキーの使用について | прежде чем продолжить
        """),
    )
)


def login(document: Document, said: Said) -> Refused | None:
    """A sentence that asks for a login, the form that stands for a post, or one for a password on a page called a login."""
    asks = next((one for one in said.lines if ASKS.match(one) and not COMMENT.search(one)), None)
    asks = asks or next(filter(None, map(_instead_of_a_post, document.marks.tagged("form"))), None)
    if asks is None and any(
        (field.get("type") or "").lower() == "password" for field in document.marks.tagged("input")
    ):
        asks = next(filter(LOGIN.__contains__, said.headlines if said.alone else said.titles), None)
    return Refused(Reason.LOGIN, asks) if asks else None


def _instead_of_a_post(form: _Element) -> str | None:
    """The words of the form that WordPress shows in the place of a post behind a password, in any theme and language."""
    is_one = any(field.get("name") == "post_password" for field in form.iter("input"))
    return (words_of(form)[:LONGEST] or "post_password") if is_one else None


def says_gate(words: str) -> bool:
    """Whether folded words ask for a login or for consent."""
    return words in LOGIN or words in CONSENT or (ASKS.match(words) is not None and not COMMENT.search(words))


def consent(said: Said) -> Refused | None:
    """A page that is called a question for consent; its words are a section's name above an article, too."""
    asks = next(filter(CONSENT.__contains__, said.titles), None)
    return Refused(Reason.CONSENT, asks) if asks else None
