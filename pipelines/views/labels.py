"""What do pages write around a view count? Words of some thirty languages, and what counts something else.

From the field notes' table of labels seen on real pages and in public templates, and what speakers expect.
"""

from __future__ import annotations

import re

from pipelines.text import listed

# What is counted: before the number or behind it; by language, for a scale beside it may hang on that.
COUNTS_IN = {
    "en": listed("""
    views | page views | pageviews | post views | article views | story views | total views | reads | article reads
    hits | page hits | article hits | visits | page visits | post reads
    """),
    "ru": listed("""
    просмотров | просмотра | просмотры | прочтений | прочтения | показов | посещений | посещения | визитов | чтений
    """),
    "uk": listed("переглядів | перегляди | прочитань | відвідувань"),
    "de": listed("""
    aufrufe | seitenaufrufe | artikelaufrufe | beitragsaufrufe | zugriffe | ansichten | seitenansichten
    beitragsansichten | artikelansichten | abrufe | besuche
    """),
    "fr": listed("vues | lectures | consultations | visites | affichages | pages vues"),
    "es": listed("visitas | vistas | lecturas | visualizaciones | accesos"),
    "pt": listed("visitas | vistas | visualizações | acessos | leituras | exibições"),
    "it": listed("visualizzazioni | letture | visite | accessi"),
    "nl": listed("weergaven | paginaweergaven | bezoeken | paginabezoeken"),
    "pl": listed("wyświetleń | wyświetlenia | odsłon | odsłony | odczytów | odwiedzin | odwiedziny"),
    "cs": listed("zobrazení | zhlédnutí | shlédnutí | přečtení"),
    "sv": listed("visningar | sidvisningar | läsningar"),
    "no": listed("visninger | sidevisninger"),
    "tr": listed("görüntülenme | görüntüleme | okunma | gösterim | tıklanma | tiklanma"),
    "ar": listed("مشاهدات | مشاهدة | قراءات | قراءة | زيارات | زيارة"),
    "fa": listed("بازدید | بازدیدها | مشاهده"),
    "he": listed("צפיות | קריאות | כניסות | ביקורים"),
    "hi": listed("व्यूज | व्यूज़ | व्यू | हिट्स | विज़िट"),
    "bn": listed("ভিউ | ভিউস | হিট"),
    "id": listed("tayangan | kunjungan"),
    "vi": listed("lượt xem | lượt đọc | lượt truy cập | lần xem | lần đọc"),
    "th": listed("วิว | ผู้เข้าชม"),
    "el": listed("""
    προβολές | προβολες | αναγνώσεις | αναγνωσεις | εμφανίσεις | εμφανισεις | επισκέψεις | επισκεψεις
    """),
    "ro": listed("vizualizări | vizualizari | afișări"),
    "hu": listed("megtekintés | megtekintések"),
    "fi": listed("katselukertoja"),
    "ko": listed("조회 | 뷰"),
    "ja": listed("ビュー | ページビュー"),
}
COUNTS = tuple(dict.fromkeys(label for labels in COUNTS_IN.values() for label in labels))
# Only before the number. "View: 12 | 24 | 48" sets how many results a list shows: the bare singular is not here.
BEFORE = listed("""
    page view | post view | article view | view count | views count | read count | clicks | viewed | read | times viewed
    times read | visited | hit | article read | article viewed | reads count | hits count | visits count
    人气 | 人氣 | 热度 | 熱度 | 阅 | PV数 | ビュー数 | ページビュー数 | アクセス数 | アクセス | 閲覧数 | 閲覧回数 | 閲覧 | 表示回数
    조회수 | 조회 수 | 방문 | 방문수 | 읽음 | 클릭수 | 클릭 | 열람수 | 열람 | 뷰수
    просмотрено | прочитано | прочитали | просмотрели | кликов | клики | хитов | переглянуто | переглянули
    gelesen | angesehen | aufgerufen | klicks | lu | vu | consulté | clics | leído | leida | leída | visto | lido | lida
    cliques | letto | letta | clic | click | visualizada | visualizado | gelezen | bekeken | kliks | keer gelezen
    keer bekeken | przeczytano | wyświetlono | czytano | kliknięć | kliknięcia | přečteno | čteno | zobrazeno | čtenost
    zhlédnuto | kliknutí | návštěv | videné | läst | klick | besök | okundu | tıklama | tiklama | ziyaret
    مرات القراءة | مرات المشاهدة | نقرات | القراء | کلیک | خوانده شده | بار خوانده شده | נצפה | נקרא | הקלקות | הצפיות
    पाठक | देखा गया | पढ़ा गया | देखे गए | बार देखा गया | बार पढ़ा गया | दृश्य | क्लिक | দেখা হয়েছে | পঠিত | পঠিত হয়েছে
    পড়া হয়েছে | বার দেখা | ক্লিক | dilihat | dibaca | dikunjungi | klik | đã xem | đã đọc | lượt nhấn
    เข้าชม | การเข้าชม | ยอดวิว | ยอดเข้าชม | เข้าดู | การดู | เปิดอ่าน | อ่าน | อ่านแล้ว | ครั้งที่อ่าน | คลิก | διαβάστηκε | κλικ
""")
# Only behind the number, with nothing else in the same entry.
AFTER = listed("""
    view | read | viewed | visit | hit | просмотр | прочтение | перегляд | aufruf | ansicht | zugriff | mal gelesen
    mal angesehen | vue | lecture | consultation | visita | vista | lectura | visualización | visualização | acesso
    leitura | visualizzazione | lettura | weergave | keer gelezen | keer bekeken | wyświetlenie | odsłona | odczyt
    visning | צפייה | बार देखा गया है | बार पढ़ा गया है | προβολή | ανάγνωση | 回閲覧 | 回の閲覧 | 回表示 | 회 조회 | 명 읽음
""")
# "Number of", before what is counted; for some languages with an article on it.
NUMBER_OF = listed("""
    number of | total | total number of | nombre de | nombre total de | número de | numero de | total de | numero di
    totale | anzahl | anzahl der | aantal | aantal keer | antal | liczba | ilość | počet | количество | число | всего
    кількість | jumlah | telah | sudah | artikel ini telah | số | αριθμός | عدد | عدد مرات | تعداد | מספר | מס' | จำนวน
    จำนวนครั้งที่ | จำนวนผู้ | จำนวนคน | 総 | 累計 | 累计 | article | this article's | this post's
""")
GENITIVES = listed(
    "προβολών | αναγνώσεων | εμφανίσεων | επισκέψεων | pembaca | ชม | ดู | อ่าน | نمایش | مشاهده | خوانده شده"
)
SUFFIXES = listed("sayısı | sayisi | count")
# Words that a number and "times" make a count: "read 7 times", "7 mal gelesen".
VERBS = listed("""
    read | viewed | visited | seen | accessed | gelesen | angesehen | aufgerufen | besucht | lu | lue | vu | vue
    consulté | consultée | visité | visitée | affiché | affichée | leído | leída | leido | visto | vista | visitado
    visitada | consultado | consultada | lido | lida | visualizado | visualizada | acessado | acessada | letto | letta
    visualizzato | visualizzata | visitato | gelezen | bekeken | bezocht | просмотрено | просмотрена | просмотрели
    прочитано | прочитана | прочитали | переглянуто | переглянули | przeczytano | wyświetlono | czytano | czytany
    odczytano | odwiedzono | přečteno | čteno | zobrazeno | zhlédnuto | läst | visad | visats | lest | vist
    okundu | okunmuştur | görüntülendi | görüntülenmiştir | شوهد | شوهدت | قرئ | قرئت | تمت القراءة | تمت المشاهدة | تمت قراءته
    تمت مشاهدته | خوانده شده | دیده شده | مشاهده شده | נצפה | נצפתה | נקרא | נקראה | देखा गया | पढ़ा गया | দেখা হয়েছে | দেখা
    পঠিত | পঠিত হয়েছে | পড়া হয়েছে | dibaca | dilihat | dikunjungi | diakses | đã xem | đã đọc | được xem | được đọc
    อ่าน | อ่านแล้ว | เปิดอ่าน | เข้าชม | การเข้าชม | เข้าดู | ดู | การดู | มีผู้อ่านแล้ว | διαβάστηκε | αναγνώστηκε | προβλήθηκε
    εμφανίστηκε
""")
TIMES = listed("""
    times | time | mal | x | × | fois | veces | vez | vezes | volte | volta | keer | maal | раз | раза | рази | разів
    razy | raz | krát | gånger | ganger | gange | kez | defa | kere | kali | lần | ครั้ง | φορές | φορά
    مرة | مرات | بار | مرتبه | פעמים | बार | বার
""")
# A sentence may lead up to it: "This article has been read 7 times". Another sentence speaks of something else.
LEADS = listed("""
    has been | was | has | been | it was | this article has been | this post has been | this page has been
    this article was | this post was | this page was | this story has been | article | post | page | the article was
    wurde | wurde bisher | bereits | artikel wurde | dieser artikel wurde | dieser beitrag wurde | diese seite wurde
    dieser artikel wurde bereits | dieser artikel wurde bisher | beitrag wurde | a été | été | article | cet article a été
    cette page a été | cet article a déjà été | ha sido | este artículo ha sido | esta página ha sido | esta noticia ha sido
    esta nota ha sido | artículo | noticia | foi | este artigo foi | esta matéria foi | esta notícia foi | esta página foi
    matéria | notícia | articolo | notizia | pagina | questo articolo è stato | è stato | articolo è stato
    questa pagina è stata | is | dit artikel is | dit bericht is | deze pagina is | artikel | статья | эту статью | статью
    новость | статья была | эту новость | цю статтю | статтю | artykuł | ten artykuł | strona | článek | tento článek
    artikeln | sidan | artikeln har | bu haber | bu yazı | bu makale | bu içerik | bu sayfa | haber | artikel ini
    artikel ini telah | berita ini telah | berita | telah | sudah | bài viết | bài viết đã được | এই সংবাদটি | সংবাদটি | লেখাটি
    এই লেখাটি | খবরটি | यह लेख | यह खबर | το άρθρο | το κείμενο | המאמר | הכתבה | הדף | المقال | الخبر | هذا المقال
    هذا الخبر | این مطلب | این خبر | این مقاله | مطلب | บทความนี้
""")
# Chinese joins what is done with how it is counted.
HAN_VERBS = listed("""
    浏览 | 阅读 | 点击 | 访问 | 查看 | 观看 | 阅览 | 围观 | 查阅 | 瀏覽 | 閱讀 | 點擊 | 點閱 | 訪問 | 查看 | 觀看 | 閱覽 | 圍觀 | 查閱
""")
HAN_COUNTS = listed("次数 | 次數 | 量 | 数 | 數 | 率 | 人次 | 人数 | 人數 | 数量 | 數量")
# Labels of scripts without word spaces stand right before their number.
TIGHT = listed("조회수 | 조회 | 읽음 | 閲覧数 | 閲覧 | ยอดวิว | lượt xem")
HAN_TIMES = listed("次 | 人次 | 人 | 回 | 遍")
HAN_LEADS = listed(
    "本文 | 文章 | 本页 | 该文 | 已 | 被 | 已有 | 共有 | 共 | 有 | 已被 | 本文已被 | 本文已有 | 累计 | 累計 | 文章总 | 新闻"
)
# What is counted beside views, in the same breath: "3 comments 120 views".
BESIDE = listed("""
    comments | comment | likes | like | shares | share | replies | downloads | answers | votes | kommentare | commentaires
    comentarios | comentários | commenti | reacties | komentarzy | комментариев | комментария | yorum | تعليق | 评论 | 回复 | 댓글
""")
# Words around it that make it another count.
OTHER = re.compile(
    r"\b(?:today|yesterday|this (?:week|month)|(?:per|a) (?:day|month|week)|daily|weekly|monthly|unique|online|"
    r"downloads?|site|website|blog|since|rank\w*|min|mins|minutes?|likes?|comments?|shares?|votes?|answers?|replies|"
    r"total (?:de )?(?:hits|visit\w*|acessos)|articles view hits|video|image|photo|profile|channel|visitors?|users?|average|avg|heute|gestern|pro (?:tag|monat)|webseite|besucher|"
    r"aujourd'hui|hier|par jour|hoy|ayer|al día|hoje|ontem|por dia|oggi|ieri|seit|depuis|desde|dal|vandaag|sinds|dziś|"
    r"dzisiaj|dnes|denně|od|idag|i dag|bugün|günlük|hari ini|bulan ini|hôm nay|hôm qua|tháng này|trực tuyến|"
    r"сегодня|вчера|в день|за день|за месяц|онлайн|сайта|сайт|сьогодні|сайту|σήμερα|ιστοσελίδας|minuten|minutos|minuti)\b"
    r"|\d\s(?-i:m)\b|今日|本月|今天|昨日|昨天|本周|本站|全站|网站|網站|总访问|总浏览|总点击|總瀏覽|總訪問|下载|下載|在线|在線|评论|評論|回复|回應|分钟|分鐘"
    r"|오늘|어제|댓글|전체|사이트|اليوم|الموقع|امروز|دیروز|سایت|آنلاین|היום|האתר|आज|আজ|วันนี้|เมื่อวาน|เดือนนี้|ออนไลน์|เว็บไซต์",
    re.IGNORECASE,
)
# A line of the site's own, or of an author with all that he wrote: its counter counts more than this article.
OF_SITE = re.compile(
    r"\d\s(?:articles|posts|publications|papers|followers|subscribers|beiträge|artikel|abonnenten|abonnés|artículos"
    r"|publicaciones|seguidores|artigos|publicações|articoli|статей|публикаций|подписчиков|статті|публікацій)\b|粉丝|粉絲|获赞|獲讚|原创|"
    r"©|\(c\) ?\d{4}|copyright|all rights|powered by|版权所有|版權所有|ICP[备证證]|备案|公网安备|技术支持|\bsince\b|\bseit\b",
    re.IGNORECASE,
)
