"""Is a page a guard's question whether a person asks? Told by its headline, its words, or the guard's own marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.patterns import any_of
from pipelines.refuse.reasons import Reason, Refused
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.refuse.said import Said

LOOKED_AT = 100_000  # bytes
SPARE = 2_000  # characters shown on a page whose headline may be taken at its word: "Un momento" may head a poem
SMALL = 600  # characters shown on a page whose only purpose is a box to tick
# Cloudflare, DDoS-Guard, Imperva, Akamai, DataDome, PerimeterX, AWS, Sucuri, F5, Wordfence, Anubis, Vercel, Fastly, and
# the same in the languages they are served in.
HEADLINES = frozenset(
    listed("""
    just a moment | one moment, please | one moment please | attention required | ddos-guard | ddos guard | checking your browser
    checking your browser before accessing | verifying you are human | verify you are human | please verify you are a human
    are you a robot | are you human | robot check | bot verification | human verification | human check | captcha | captcha check
    security check | security verification | security checkpoint | vercel security checkpoint | client challenge | challenge validation
    pardon our interruption | access to this page has been denied | access denied | request rejected | request blocked
    you are being redirected | sucuri website firewall | you have been blocked | sorry, you have been blocked | please wait
    making sure you're not a bot | your access to this site has been limited | your access to this site has been limited by the site owner
    radware bot manager captcha | radware captcha page | browser check | validating your browser | under attack mode
    nur einen moment | einen moment bitte | einen moment, bitte | sicherheitsprüfung | sicherheitsüberprüfung | bitte warten
    un instant | un moment | un momento | un momento, por favor | vérification de sécurité | accès refusé
    verificación de seguridad | comprobando su navegador | acceso denegado | um momento | verificação de segurança | acesso negado
    un attimo | accesso negato | один момент | один момент, пожалуйста | проверка браузера | проверка безопасности | вы не робот
    доступ ограничен | доступ запрещен | jeden moment | chwileczkę | okamžik | bir dakika lütfen | bir dakika | een moment geduld
    请稍候 | 请稍等 | 稍等片刻 | 安全验证 | 安全检查 | 人机验证 | 访问验证 | 滑动验证页面 | 滑动验证 | 验证码 | 访问被拦截 | 访问被拒绝
    网站防火墙 | 网站访问报错 | 访问禁止 | 拦截提示 | 防火墙拦截 | 宝塔网站防火墙 | 堡塔云waf | 您的访问请求可能对网站造成安全威胁，请求已被 管理员设置 拦截
    浏览器安全检查 | 安全检测 | 云防护节点拦截 | 請稍候 | 安全驗證 | しばらくお待ちください | ボットではないことの確認 | アクセスが拒否されました
    잠시만 기다리십시오 | 보안 확인 | 접근이 거부되었습니다 | لحظة من فضلك | جارٍ التحقق | تحقق أمني | الوصول مرفوض | در حال بررسی مرورگر شما
    """)
)
# What a guard writes in its page's text; whole sentences, so that no article's short line begins with them.
SAYS = re.compile(
    any_of(
        map(
            folded,
            listed("""
            checking your browser before accessing | checking if the site connection is secure | please enable js and disable any ad blocker
            please enable cookies and javascript to continue | enable javascript and cookies to continue | press & hold to confirm you are
            verifying you are human. this may take a few seconds | verify you are human by completing the action below
            request unsuccessful. incapsula incident id | the requested url was rejected. please consult with your administrator
            you don't have permission to access | your access to this site has been limited | our systems have detected unusual traffic
            as you were browsing something about your browser made us think you were a bot | please complete the security check to access
            to continue, please click the box below to let us know you're not a robot | this process is automatic. your browser will redirect
            this request was blocked by the security rules | we need to make sure you're not a robot | a required part of this site couldn't load
            wir müssen überprüfen, ob sie ein mensch sind | überprüfung, ob sie ein mensch sind | vérifiez que vous êtes un humain
            verifica que eres un ser humano | проверяем, что вы человек | проверка вашего браузера перед переходом
            подтвердите, что запросы отправляли вы, а не робот | 您的请求带有不合法参数 | 您的请求可疑 | 由于您访问的url有可能对网站造成安全威胁
            您的访问请求可能对网站造成安全威胁 | 很抱歉，由于您访问的url有可能对网站造成安全威胁，您的访问被阻断 | 当前访问疑似黑客攻击 | 当前访问因疑似黑客攻击
            当前请求存在威胁，已被拦截 | 请完成安全验证 | 请进行安全验证 | 为保证您的正常访问，请进行如下验证 | 访问过于频繁 | 您的访问过于频繁
            人間であることを確認 | お客様がロボットではないことを確認 | 사람인지 확인 | يرجى التحقق من أنك إنسان | در حال انتقال به سایت مورد نظر
            """),
        )
    )
)
# Marks in the source of challenges alone; what guards put into every page (a script of theirs) is no such mark.
MARKS = tuple(
    mark.encode()
    for mark in listed("""
    _cf_chl_opt | cf-browser-verification | cf-challenge-running | id="cf-error-details" | /.well-known/ddos-guard/js-challenge
    incapsula incident id | id="main-iframe" src="/_incapsula_resource | captcha-delivery.com | id="px-captcha" | window._pxappid
    awswafintegration. | gokuprops | sucuri_cloudproxy_js | errors.edgesuite.net | sec-if-cpt-container | sgcaptcha | kpsdk
    anubis_challenge | __jsl_clearance | yunsuo_session | safedog | wzws-waf-cgi | acw_sc__v2 | aliyun_waf | aliyunwaf
    errors.aliyun.com | waf.tencent-cloud | yunaq.com | $_ts=window['$_ts'] | btwaf | waf_slider | document.cookie=('_')+
    """)
)
# Imperva's script with nothing around it; the same script stands in ordinary pages.
BARE_SCRIPT = re.compile(
    rb"/_incapsula_resource\?swjiylwa=[^>]{0,300}>\s*</script>\s*(?:</head>\s*)?(?:<body>\s*)?(?:</body>\s*)?</html>"
)
# Boxes to tick, which stand in forms of ordinary pages too.
BOX = re.compile(rb"class=.(?:h-captcha|cf-turnstile|g-recaptcha)\b")


def challenge(document: Document, said: Said, *, begun: bool) -> Refused | None:
    """The guard's words, or its mark.

    Args:
        document: The page.
        said: What it says.
        begun: Whether an article begins on it: then the guard's marks are what it puts into every page, and its words in
            the title are the article's subject.
    """
    shown = sum(len(line.text) for line in document.lines)
    called = (
        next((one for one in (said.headings if begun else said.headlines) if one in HEADLINES), None)
        if shown < SPARE
        else None
    )
    if words := called or next(filter(SAYS.match, said.lines), None):
        return Refused(Reason.CHALLENGE, words)
    if begun:
        return None
    body = document.page.body[:LOOKED_AT].lower()
    if mark := next((one for one in MARKS if one in body), None):
        return Refused(Reason.CHALLENGE, mark.decode())
    found = BARE_SCRIPT.search(body) or (BOX.search(body) if said.alone and shown < SMALL else None)
    return Refused(Reason.CHALLENGE, found.group().decode("ascii", "replace")) if found else None


def says_challenge(words: str) -> bool:
    """Whether folded words are a guard's."""
    return words in HEADLINES or SAYS.match(words) is not None
