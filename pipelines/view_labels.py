"""What do pages write around a view count? Labels of some thirty languages, and what counts something else.

From the field notes' table of labels seen on real pages and in public templates, and what speakers expect.
"""

from __future__ import annotations

import re

from pipelines.text import listed

# Before the number, a colon or a bracket between them.
BEFORE = listed("""
    views | view | page views | post views | article views | total views | view count | views count | number of views
    reads | hits | visits | number of visits | clicks | viewed | read | times viewed | times read | visited | read count
    浏览次数 | 浏览量 | 浏览数 | 浏览 | 阅读次数 | 阅读量 | 阅读数 | 阅读 | 点击次数 | 点击数 | 点击量 | 点击率 | 点击 | 访问量 | 访问次数
    查看次数 | 查看 | 热度 | 人气 | 已阅读 | 瀏覽次數 | 瀏覽人次 | 瀏覽數 | 瀏覽 | 點閱次數 | 點閱率 | 點閱 | 點擊數 | 點擊 | 閱讀 | 人氣
    閲覧数 | 閲覧回数 | 閲覧 | アクセス数 | 表示回数 | 再生回数 | 조회수 | 조회 | 방문 | 읽음 | 클릭수
    просмотров | просмотры | количество просмотров | число просмотров | просмотрено | прочитано | прочтений | показов
    переглядів | перегляди | кількість переглядів | переглянуто | прочитано разів
    aufrufe | seitenaufrufe | zugriffe | ansichten | gelesen | angesehen | klicks | besuche
    vues | nombre de vues | lectures | consultations | nombre de lectures | visites | lu | affichages
    visitas | vistas | lecturas | número de visitas | número de vistas | visualizaciones | leído | visto
    visualizações | acessos | leituras | número de visualizações | número de acessos | visualizada | lido
    visualizzazioni | letture | visite | numero di visualizzazioni | numero di letture | letto | visto
    weergaven | gelezen | bekeken | aantal weergaven | aantal keer gelezen | bezoeken
    wyświetlenia | wyświetleń | odsłony | odsłon | liczba odsłon | liczba wyświetleń | przeczytano | odwiedzin
    zobrazení | přečteno | počet zobrazení | počet přečtení | zhlédnutí | videné | zobrazeno
    visningar | antal visningar | läst | visninger | sidvisningar | görüntülenme | okunma | okunma sayısı | görüntüleme
    görüntülenme sayısı | gösterim | okundu | المشاهدات | عدد المشاهدات | مشاهدات | مشاهدة | القراءات | عدد القراءات | عدد الزيارات
    بازدید | تعداد بازدید | بازدیدها | تعداد مشاهده | نمایش | צפיות | מספר צפיות | נצפה | קריאות | כניסות
    पाठक | देखा गया | पढ़ा गया | व्यूज | दृश्य | বার দেখা | দেখা হয়েছে | পঠিত | পড়া হয়েছে | ভিউ
    dilihat | dibaca | jumlah tayangan | tayangan | jumlah pembaca | lượt xem | lượt đọc | số lượt xem | đã xem | lượt truy cập
    จำนวนผู้ชม | ผู้เข้าชม | จำนวนผู้เข้าชม | เข้าชม | อ่านแล้ว | จำนวนครั้งที่อ่าน | ครั้งที่อ่าน | ยอดวิว
    προβολές | αναγνώσεις | εμφανίσεις | επισκέψεις | vizualizări | afișări | megtekintés | megtekintések | katselukertoja
""")
# Behind the number, with nothing else in the same entry.
AFTER = listed("""
    views | view | total views | page views | post views | reads | read | viewed | hits | visits | article views
    次浏览 | 次阅读 | 次点击 | 次访问 | 次查看 | 人浏览 | 人阅读 | 人已阅读 | 人看过 | 阅读 | 浏览 | 次瀏覽 | 人瀏覽 | 次閱讀 | 回閲覧 | 回表示 | 회 조회 | 명 읽음
    просмотров | просмотра | просмотр | прочтений | переглядів | перегляди | перегляд
    aufrufe | ansichten | zugriffe | mal gelesen | mal angesehen | vues | vue | lectures | lecture | consultations
    visitas | vistas | lecturas | visualizaciones | visualizações | acessos | leituras | visualizzazioni | letture
    weergaven | keer gelezen | keer bekeken | wyświetleń | wyświetlenia | odsłon | odsłony | zobrazení | přečtení | zhlédnutí
    visningar | visninger | görüntülenme | görüntüleme | okunma | kez okundu | مشاهدة | مشاهدات | قراءة | بازدید | צפיות | קריאות
    बार देखा गया | व्यूज | बार पढ़ा गया | বার দেখা হয়েছে | বার পঠিত | kali dilihat | kali dibaca | tayangan | lượt xem | lượt đọc
    ครั้ง | ผู้เข้าชม | วิว | προβολές | αναγνώσεις | vizualizări | megtekintés
""")
# Around it, where neither side says enough alone.
AROUND = {
    "times": listed("read | viewed | visited | seen"),
    "kali": listed("dibaca | dilihat"),
    "mal": listed("gelesen | angesehen | aufgerufen"),
    "fois": listed("lu | vu | consulté"),
    "veces": listed("leído | visto | visitado"),
    "vezes": listed("lido | visto | visualizado"),
    "volte": listed("letto | visto"),
    "keer": listed("gelezen | bekeken"),
    "раз": listed("просмотрено | прочитано"),
    "разів": listed("переглянуто | прочитано"),
    "razy": listed("przeczytano | wyświetlono"),
    "kez": listed("okundu | görüntülendi"),
}
# Labels of scripts without word spaces stand right before their number, a counter word perhaps behind it.
TIGHT = listed("浏览 | 瀏覽 | 阅读 | 閱讀 | 点击 | 點擊 | 點閱 | 查看 | 조회 | 조회수 | 閲覧")
# Words in the same entry that make it another count.
OTHER = re.compile(
    r"\b(?:today|yesterday|this (?:week|month)|per (?:day|month)|unique|online|downloads?|site|since|rank|min|minutes?|"
    r"likes?|comments?|shares?|votes?|answers?|replies|heute|pro (?:tag|monat)|aujourd'hui|hoy|hoje|oggi|seit)\b"
    r"|今日|本月|今天|昨日|本周|本站|全站|总访问|總瀏覽|總訪問|下载|下載|在线|在線|评论|評論|回复|오늘|댓글|сегодня|в день|онлайн",
    re.IGNORECASE,
)
