"""How do sites say that a text goes on for members or subscribers alone?"""

from __future__ import annotations

import re

from pipelines.text import folded

# What stands for several words in the sentences below.
NAMES = {
    "CONTENT": r"(?:content|article|page|post|story|report|analysis|text|document|section|publication|piece|resource|feature)",
    "MEMBERS": r"(?:(?:our|registered|logged[- ]in|paying|paid|premium|site|existing) )*(?:members?|subscribers?|users|readers|supporters|patrons)(?: of (?:the|our) \w+)?",
    "READ": r"(?:read|view|see|access|unlock|continue)(?: (?:reading|on|more|this|the|full|whole|entire|rest of|our|all|it|now|CONTENT))*",
    "JOIN": r"(?:please )?(?:subscribe|log ?in|log-in|sign in|sign up|register|join|become a member|create an account)(?: (?:now|today|here|for free|or register|or subscribe|or sign up|or join))*",
    "LIRE": r"(?:lire|continuer|poursuivre|accéder|consulter|voir|découvrir).{0,40}",
    "ABONNES": r"(?:seuls )?(?:abonnée?s?|adhérents|membres|inscrits|utilisateurs (?:enregistrés|connectés))",
    "MITGLIEDER": r"(?:unsere[n]? )?(?:abonnent(?:en|innen)(?: und abonnent(?:en|innen))?|mitglieder[n]?|angemeldete (?:nutzer|leser)|registrierte (?:nutzer|leser))",
    "SOCIOS": r"(?:nuestros |los )?(?:suscriptor(?:es)?|socios|miembros|abonados|usuarios registrados)",
    "LEER": r"(?:seguir|continuar|leer|ver|acceder).{0,40}",
    "ASSINANTES": r"(?:assinantes|membros|associados|usuários (?:cadastrados|registrados))",
    "LER": r"(?:continuar|seguir|ler|ver|acessar).{0,40}",
    "ABBONATI": r"(?:abbonati|soci|iscritti|utenti registrati)",
    "PODPIS": r"(?:подписчик|член|участник|пользовател|зарегистрированны|авторизованны)\w*(?: (?:пользовател|член|читател)\w*)?(?: (?:клуба|сайта))?",
    "VIP": r"(?:付费|付費|注册|註冊|正式|vip)?(?:会员|會員|订阅者|訂閱者|订阅用户|付费用户|注册用户|註冊用戶|登录用户)",
    "QUANWEN": r"(?:继续|繼續)?(?:阅读|閱讀|查看|浏览|瀏覽|观看|解锁|看)(?:更多|全文|全部|完整|此|本|该|內容|内容|文章|剩余|后续)*",
}
# A sentence a line, in their languages: English, French, German, Spanish, Portuguese, Italian, Russian, Ukrainian,
# Chinese, Japanese, Arabic, Persian, Hebrew, Korean, Dutch, the Nordic ones, Polish, Czech and so on.
SENTENCES = r"""
(?:for )?MEMBERS[- ]only(?: CONTENT| access)?
(?:available )?(?:only|exclusive|exclusively) (?:to|for) MEMBERS
(?:sorry, )?(?:this|the|full|our)(?: full| whole| rest of (?:this|the))? CONTENT is (?:only |exclusively )?(?:available |reserved |restricted |limited |visible |accessible |intended )?(?:only |exclusively )?(?:for|to) MEMBERS(?: only)?
only MEMBERS (?:can|may) READ
JOIN to READ
to READ,? JOIN(?: .{0,20})?
you (?:must|need to|have to) (?:be (?:logged in|a member|a subscriber|registered|signed in)|log in|subscribe|register|sign in|become a member) to READ
this is (?:(?:a )?(?:premium|members?-only|subscribers?-only|paid) CONTENT|exclusive content)
premium CONTENT
(?:do you )?want to READ\? JOIN(?: .{0,40})?
you(?: have|'ve) (?:reached|used|read|exceeded) (?:your|all|the|\d+|\w+)(?: \w+){0,4} (?:articles|limit|stories)(?: .{0,40})?
il vous reste \d+ ?% de cet article à lire
(?:la suite|le reste) de (?:cet |l'|ce )(?:article|texte) est réservée? (?:aux|à nos) ABONNES
(?:(?:cet|cette|ce|le|la|l') ?)?(?:article|contenu|texte|page|analyse|dossier|document|suite|publication|accès)? ?(?:est )?(?:exclusivement |uniquement )?réservée? (?:exclusivement |uniquement )?(?:aux|à nos|à) ABONNES
(?:abonnez|connectez|identifiez|inscrivez)-vous pour LIRE
pour LIRE, (?:abonnez|connectez|identifiez|inscrivez)-vous(?: .{0,20})?
(?:article|contenu) (?:abonnés?|premium|payant)
(?:pour|exclusif) (?:les )?abonnés(?: seulement| uniquement)?
(?:(?:dieser|der|dieses) (?:artikel|inhalt|beitrag|text) |diese seite )?(?:ist |steht )?(?:nur|ausschliesslich|exklusiv) (?:für )?MITGLIEDER(?: (?:verfügbar|zugänglich|lesbar|sichtbar|zur verfügung|bestimmt))?
(?:jetzt |bitte )?(?:anmelden|einloggen|registrieren|abonnieren|abo abschliessen|melden sie sich an)(?: und|,? um)? (?:weiterlesen|weiterzulesen|(?:den (?:ganzen|vollständigen) (?:artikel|text|beitrag) )?(?:zu )?lesen)
(?:weiterlesen mit|mit) .{0,20}\babo(?:nnement)?(?: weiterlesen)?
(?:den|diesen) (?:ganzen |vollständigen )?(?:artikel|text|beitrag) lesen (?:nur )?MITGLIEDER
(?:(?:este|el|esta|la) )?(?:(?:artículo|contenido|texto|página|nota) )?(?:es |está )?(?:solo|sólo|exclusivo|exclusiva|exclusivamente|únicamente|reservado|disponible solo) (?:para|a) SOCIOS
(?:suscríbete|suscríbase|regístrate|regístrese|inicia sesión|inicie sesión) para LEER
(?:(?:este|o) )?(?:(?:artigo|conteúdo|texto) )?(?:é )?(?:apenas|somente|só|exclusivo|exclusivamente|restrito|restrita|reservado)(?: para| a| aos)?(?: os)? ASSINANTES
(?:assine|faça login|cadastre-se) para LER
(?:(?:questo|il) )?(?:(?:articolo|contenuto|testo) )?(?:è )?(?:solo|riservato|riservata|esclusivo|esclusivamente) (?:per (?:gli |i )?|agli |ai (?:soli )?)ABBONATI
(?:abbonati|accedi|registrati) per (?:continuare|leggere|proseguire).{0,40}
(?:(?:этот|данный|полный|весь) )?(?:(?:материал|текст|контент|статья|раздел|доступ|страница) )?(?:доступ\w{0,3} )?(?:только|исключительно) (?:для )?(?:наших )?PODPIS
(?:войдите|авторизуйтесь|подпишитесь|зарегистрируйтесь|оформите подписку),? чтобы (?:чита|проч|продолж|увид|посмотр|получ).{0,40}
(?:лише|тільки) для (?:передплатників|підписників|учасників|зареєстрованих.{0,20})
(?:此|该|本|這|以下|后续|後續|剩余|更多|全部)?(?:文|内容|內容|文章|页|頁)?(?:仅限|仅供|只限|僅限|僅供|仅对|只对|限)VIP(?:可见|专享|開放|开放|使用)?(?:QUANWEN)?
VIP(?:专享|专属|專屬|專享|可见|专区)(?:内容|文章|內容)?
(?:请|請|您需要|需要|需)?(?:先)?(?:登录|登陆|登入|注册|註冊|订阅|訂閱|开通会员|成为会员|成為會員|加入会员|付费)(?:后|後|之后|以|,|, |才能|后可|後可)(?:可|方可|即可|才能|能)?QUANWEN
(?:この|本|ここから)?(?:記事|コンテンツ|ページ|続き|以降|先|全文)?は?、?(?:有料|プレミアム|無料|登録)?(?:会員|購読者|メンバー)(?:様)?(?:限定|専用|のみ)(?:の)?(?:記事|コンテンツ|ページ|公開)?(?:です|となります|となっています|(?:が|に)?(?:ご覧いただけます|お読みいただけます|閲覧できます|読めます))?
(?:続き|全文|この記事|記事の続き)(?:を(?:読む|お読みいただく|ご覧になる|ご覧いただく|閲覧する)に?は?|は)、?(?:会員登録|ログイン|購読|会員登録またはログイン)(?:が必要です|してください|後.{0,12})?
(?:会員登録|ログイン|購読|登録)して(?:続き|全文)を(?:読む|ご覧ください)
(?:هذا )?(?:(?:المحتوى|المقال|القسم|النص) )?(?:(?:متاح|مخصص|حصري) )?(?:للمشتركين|للأعضاء|للاعضاء|للمسجلين)(?: فقط)?
(?:سجل|سجّل|يرجى تسجيل|اشترك|قم بتسجيل) ?(?:الدخول |دخولك |الآن )?(?:لقراءة|لمتابعة|لمواصلة|للاطلاع).{0,40}
(?:این )?(?:(?:مطلب|محتوا|مقاله) )?(?:فقط|تنها|ویژه|مخصوص) (?:برای )?(?:اعضا|مشترکین|مشترکان|اعضای سایت)(?: است)?
(?:(?:התוכן|הכתבה) )?(?:ל?מנויים|לחברים|ל?רשומים) בלבד
(?:이 )?(?:(?:기사는|콘텐츠는|글은) )?(?:유료 ?)?(?:구독자|회원|멤버십)(?: ?만을 위한| ?전용)(?: (?:콘텐츠|기사|페이지|글))?(?:입니다)?
(?:로그인|구독|회원가입)(?: 후|하고|하시면) .{0,12}(?:전체|전문|기사|계속|이어서).{0,24}
(?:dit artikel is )?(?:alleen|exclusief) voor (?:onze )?(?:abonnees|leden|geregistreerde gebruikers)(?: beschikbaar| toegankelijk)?
(?:(?:denne )?artikke?l(?:en)? er )?(?:kun|bare) for (?:abonnent(?:er|erne)|medlemmer)
(?:(?:den här )?artikeln är )?(?:endast|bara|enbart) för (?:prenumeranter|medlemmar)
vain (?:tilaajille|jäsenille)
(?:(?:artykuł|treść) )?(?:dostępn[ya] )?(?:tylko|wyłącznie) dla (?:subskrybentów|prenumeratorów|zalogowanych|członków|abonentów)(?: użytkowników)?
(?:pouze|jen) pro (?:předplatitele|členy|přihlášené)
(?:len|iba) pre (?:predplatiteľov|členov)
csak (?:előfizetőknek|előfizetőink számára|tagoknak|regisztrált felhasználóknak)
(?:doar|numai) pentru (?:abonați|membri)
(?:sadece|yalnızca) (?:aboneler|üyeler)(?:e| için)?(?: özel)?
(?:abonelere|üyelere) özel(?: içerik| haber)?
(?:αποκλειστικά|μόνο) για (?:συνδρομητές|μέλη)
samo za (?:pretplatnike|članove|naročnike)
само за (?:абонати|претплатнике|членове)
(?:khusus|hanya untuk) (?:pelanggan|anggota)
(?:chỉ )?dành (?:riêng )?cho (?:thành viên|hội viên|người đăng ký)
เฉพาะสมาชิก(?:เท่านั้น)?
केवल (?:सदस्यों|सब्सक्राइबर्स) के लिए
"""
END = r"\s*(?:[.!?。]|[,、](?=[请請])|$)"  # of a sentence; what goes on behind a colon or a comma is an article's own


def _pattern(sentence: str) -> str:
    for _ in range(2):  # READ names CONTENT
        for name, words in NAMES.items():
            sentence = sentence.replace(name, words)
    return f"(?:{folded(sentence)})"


# Matches folded words whose first sentence says it.
WALL = re.compile(f"(?:{'|'.join(map(_pattern, SENTENCES.strip().splitlines()))}){END}")
