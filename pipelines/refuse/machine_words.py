"""What do servers, content systems and sellers of domains write on pages of their own?"""

from __future__ import annotations

import re

from pipelines.patterns import any_of
from pipelines.refuse.prose import letters_in
from pipelines.refuse.said import EDGES
from pipelines.text import folded, listed

CODE = "(['/:"  # at the end of an entry that is the beginning of a machine's message
LONG = 22  # letters; what is shorter must be all that is said: "Scheduled maintenance of the locks" is an article


def _phrases(text: str) -> re.Pattern[str]:
    """Matches folded words that are a short entry, or begin with a long one or with a piece of code."""
    entries = [folded(entry).strip(EDGES) if entry[-1] not in CODE else folded(entry) for entry in listed(text)]
    begins = [entry for entry in entries if letters_in(entry) >= LONG or entry[-1] in CODE]
    wholes = [entry for entry in entries if entry not in begins]
    return re.compile(f"{any_of(begins)}|{any_of(wholes)}$")


# nginx, Apache, IIS, Tomcat, PHP, ASP.NET, and content systems.
SERVER = _phrases("""
400 bad request | 401 unauthorized | 401 authorization required | 403 forbidden | 403 - forbidden | 403 access forbidden
500 internal server error | 500 - internal server error | 501 not implemented | 502 bad gateway | 502 proxy error
503 service unavailable | 503 service temporarily unavailable | 503 backend fetch failed | 504 gateway time-out | 504 gateway timeout
508 resource limit is reached | 509 bandwidth limit exceeded | internal server error | bad gateway | gateway time-out
gateway timeout | service temporarily unavailable | service unavailable | error 503 backend fetch failed
http error 400 | http error 401 | http error 403 | http error 500 | http error 502 | http error 503 | http status 500 | http status 403
welcome to nginx | apache2 ubuntu default page | apache2 debian default page | apache http server test page | test page for the apache
test page for the nginx | iis windows server | iis7 | iis windows | http server test page | apache2 default page | it works!
error establishing a database connection | database error | database connection error | fehler beim aufbau einer datenbankverbindung
fehler beim aufbau der datenbankverbindung | erreur lors de la connexion à la base de données | error al establecer la conexión con la base de datos
error al establecer una conexión con la base de datos | erro ao estabelecer uma conexão com o banco de dados
errore nello stabilire una connessione al database | errore durante la connessione al database | ошибка установки соединения с базой данных
建立数据库连接时出错 | 数据库连接出错 | データベース接続確立エラー | 데이터베이스 연결 설정 오류 | خطأ في إنشاء اتصال مع قاعدة البيانات
fatal error: | php fatal error | parse error: | uncaught exception | warning: mysql_connect( | warning: mysqli_connect( | sqlstate[
server error in '/ | runtime error | microsoft ole db provider | microsoft vbscript runtime error | active server pages error
whitelabel error page | application error: a client-side exception | application error | unhandled exception | disallowedhost at
we're sorry, but something went wrong | oops! an error occurred | whoops, looks like something went wrong | oops, an error occurred!
the website encountered an unexpected error | there has been a critical error on this website | there has been a critical error on your website
es gab einen kritischen fehler auf deiner website | il y a eu une erreur critique sur ce site | ha habido un error crítico en esta web
на сайте возникла критическая ошибка | 此站点遇到了致命错误 | このサイトで重大なエラーが発生しました
bad request - invalid url | the service is unavailable | bandwidth limit exceeded | account suspended | this account has been suspended
resource limit is reached | web server is down | connection timed out | origin dns error | dns resolution error
服务器错误 | 服务器内部错误 | 系统发生错误 | 系统错误 | 内部服务器错误 | ошибка сервера | внутренняя ошибка сервера | erreur interne du serveur
interner serverfehler | error interno del servidor | 内部サーバーエラー
""")
MAINTENANCE = _phrases("""
briefly unavailable for scheduled maintenance | site maintenance | maintenance mode | under maintenance | site under maintenance
site is under maintenance | this site is under maintenance | website under maintenance | down for maintenance | scheduled maintenance
we'll be back soon | we will be back soon | we are currently performing scheduled maintenance | sorry for the inconvenience but we're performing
under construction | this site is under construction | website under construction | coming soon | wartungsmodus | wartungsarbeiten
wegen wartungsarbeiten ist diese website kurzzeitig nicht verfügbar | diese website wird gerade gewartet | website im wartungsmodus
site en maintenance | maintenance en cours | momentanément indisponible pour cause de maintenance | indisponible momentanément pour maintenance
sitio en mantenimiento | en mantenimiento | página en mantenimiento | modo de mantenimiento | no está disponible debido a tareas de mantenimiento
em manutenção | site em manutenção | sito in manutenzione | brevemente non disponibile per una manutenzione programmata
сайт на техническом обслуживании | сайт закрыт на техническое обслуживание | ведутся технические работы | технические работы
сайт временно недоступен | на сайте проводятся технические работы | 网站维护中 | 系统维护中 | 网站正在维护 | 系统正在维护 | 网站升级维护中
网站建设中 | 正在执行例行维护 | 站点维护中 | 網站維護中 | メンテナンス中 | ただいまメンテナンス中です | サイトメンテナンス中 | 점검 중
서비스 점검 | الموقع تحت الصيانة | الموقع قيد الصيانة | تحت الصيانة | bakım çalışması | strona w trakcie konserwacji | przerwa techniczna
""")
PARKED = re.compile(
    r"this domain (?:name )?(?:is|may be) (?:for sale|parked|available)|(?:the )?domain (?:name )?\S{1,80} (?:is|may be) (?:for sale|parked|available)|"
    r"buy this domain|\S{1,80}\.\w{2,12} (?:is|may be) (?:for sale|parked)|this (?:web ?page|site|website|domain) (?:is|has been) parked|"
    r"parked (?:free|domain)|domain (?:parking|parked|for sale|has expired|expired)|this domain has expired|inquire about this domain|"
    r"diese domain steht zum verkauf|(?:die )?domain \S{1,80} (?:steht zum verkauf|ist geparkt)|diese domain (?:ist|wurde) (?:geparkt|reserviert)|"
    r"ce (?:nom de )?domaine est (?:à vendre|en vente)|este dominio est[aá] (?:en|à|a la) venta|este dominio está aparcado|"
    r"questo dominio è in vendita|домен (?:\S{1,80} )?(?:продается|продаётся|припаркован|не прилинкован)|срок регистрации домена|"
    r"(?:此|该|本)域名(?:正在)?(?:出售|转让|待售|可转让)|域名(?:出售|转让|停放|已过期)|このドメインは|ドメインパーキング|이 도메인은|هذا النطاق للبيع"
)
DIRECTORY = re.compile(
    r"index of /|index of ftp://|directory listing (?:for|of) /|listing of /|to parent directory|verzeichnis von /"
)
