"""What do sites write on the links of a row of pages? The next one, the one before, the first; for listings as for articles.

All in lower case, arrows taken off.
"""

from __future__ import annotations

from pipelines.text import listed

# Words that speak of a page: no link to the next article says so.
NEXT_PAGE = frozenset(
    listed("""
    next page | page suivante | siguiente página | página siguiente | próxima página | página seguinte | nächste seite
    pagina successiva | prossima pagina | volgende pagina | następna strona | další stránka | nästa sida | næste side
    neste side | seuraava sivu | következő oldal | pagina următoare | sonraki sayfa | επόμενη σελίδα
    следующая страница | наступна сторінка | 下一页 | 下页 | 后一页 | 下一頁 | 下頁 | 次のページ | 次ページ | 次頁 | 次のページへ | 次ページへ | 다음 페이지 | 다음페이지
    الصفحة التالية | صفحه بعد | לדף הבא | अगला पृष्ठ | পরবর্তী পৃষ্ঠা | halaman berikutnya | halaman selanjutnya | trang sau
    trang tiếp | หน้าถัดไป | go to next page | на следующую страницу
    """)
)
NEXT = frozenset(
    listed("""
    next | 次へ | 次 | 다음 | следующая | дальше | вперед | вперёд | далее | наступна | далі | weiter | nächste | vor | suivant
    suivante | siguiente | próxima | próximo | seguinte | successivo | successiva | avanti | prossima | volgende
    następna | następne | dalej | další | následující | nästa | sonraki | ileri | التالي | التالية | بعدی | הבא | अगला | পরবর্তী
    পরের | berikutnya | selanjutnya | tiếp | tiếp theo | ถัดไป | επόμενη | επόμενο | urmatoarea | următoarea | următorul | înainte | næste | neste
    seuraava | következő
    """)
)
# Of listings alone: what is next there is older, or more of the same.
OLDER = frozenset(
    listed("""
    older | older posts | older entries | older articles | older news | more results | previous posts | previous entries
    ältere beiträge | ältere artikel | ältere einträge | articles plus anciens | articles précédents | anciens articles
    entradas antiguas | entradas anteriores | artículos anteriores | publicações mais antigas | posts antigos | artigos anteriores
    articoli precedenti | articoli più vecchi | post più vecchi | oudere berichten | oudere artikelen | starsze wpisy
    starsze posty | starší příspěvky | starší články | äldre inlägg | ældre indlæg | eldre innlegg | vanhemmat artikkelit
    régebbi bejegyzések | korábbi bejegyzések | articole mai vechi | eski yazılar | daha eski yazılar | παλαιότερα άρθρα
    παλαιότερες αναρτήσεις | старые записи | более старые записи | предыдущие записи | старіші записи | попередні записи
    较早的文章 | 更早的文章 | 較舊的文章 | 以前の投稿 | 過去の投稿 | 過去の記事 | 이전 게시물 | 이전 글 | مقالات أقدم | المقالات الأقدم | نوشته‌های قدیمی‌تر
    פוסטים ישנים יותר | पुराने पोस्ट | पुरानी पोस्ट | পুরোনো পোস্ট | postingan lama | tulisan lama | bài cũ hơn | bài viết cũ hơn | บทความเก่ากว่า
    """)
)
# Of listings alone: the button that shows more of the list on the same page.
MORE = frozenset(
    listed("""
    load more | show more | view more | see more | more | more articles | more posts | more news | more stories
    load more articles | load more posts | load more news | load more results | load more items | show more results
    mehr laden | mehr anzeigen | weitere laden | weitere artikel | weitere beiträge | weitere anzeigen | mehr
    charger plus | afficher plus | voir plus | plus d'articles | plus d’articles | en voir plus | cargar más | ver más
    mostrar más | más artículos | carregar mais | ver mais | mostrar mais | mais artigos | carica altri | mostra altri
    carica altro | mostra di più | altri articoli | meer laden | meer tonen | toon meer | laad meer | meer artikelen
    załaduj więcej | pokaż więcej | więcej | zobacz więcej | načíst další | zobrazit více | více článků | ladda fler
    visa fler | visa mer | indlæs flere | vis flere | vis mere | last inn flere | last flere | vis mer | lataa lisää
    näytä lisää | továbbiak betöltése | több betöltése | még több | încarcă mai multe | mai multe | arată mai multe
    daha fazla | daha fazla yükle | daha fazla göster | φόρτωση περισσότερων | περισσότερα | загрузить ещё | загрузить еще
    показать ещё | показать еще | ещё | больше | завантажити ще | показати ще | ще | 加载更多 | 查看更多 | 更多 | 点击加载更多
    載入更多 | 查看更多文章 | もっと見る | さらに読み込む | もっと読む | さらに表示 | 더보기 | 더 보기 | تحميل المزيد | عرض المزيد | المزيد | بارگذاری بیشتر
    نمایش بیشتر | بیشتر | טען עוד | הצג עוד | עוד | और लोड करें | और देखें | আরও দেখুন | আরও | muat lebih banyak | lihat lebih banyak
    muat lainnya | tải thêm | xem thêm | โหลดเพิ่มเติม | ดูเพิ่มเติม | โหลดเพิ่ม
    """)
)
PREVIOUS_PAGE = frozenset(
    listed("""
    previous page | prev page | page précédente | página anterior | vorherige seite | pagina precedente | vorige pagina
    poprzednia strona | předchozí stránka | föregående sida | forrige side | edellinen sivu | előző oldal
    pagina anterioară | önceki sayfa | προηγούμενη σελίδα | предыдущая страница | попередня сторінка | 上一页 | 上页 | 前一页
    上一頁 | 上頁 | 前のページ | 前ページ | 前頁 | 前のページへ | 前ページへ | 이전 페이지 | 이전페이지 | الصفحة السابقة | صفحه قبل | לדף הקודם | पिछला पृष्ठ | halaman sebelumnya
    trang trước | หน้าก่อนหน้า | 第一页 | 第一頁 | first page | erste seite | première page | primera página
    go to previous page | go to first page
    """)
)
PREVIOUS = frozenset(
    listed("""
    previous | prev | first | 前へ | 前 | 이전 | предыдущая | назад | попередня | zurück | vorherige | précédent | précédente
    anterior | precedente | vorige | poprzednia | předchozí | föregående | forrige | edellinen | előző | önceki | geri
    προηγούμενη | السابق | السابقة | قبلی | הקודם | पिछला | sebelumnya | trước | ก่อนหน้า | 首页 | 首頁
    """)
)
ARROWS = "«‹←<»›→>⟩⟨▶◀❯❮…. \u00a0"
# What stands before or behind a page's number: "Page 2", "第2页", "[2]".
BEFORE_NUMBER = listed(
    "page | go to page | pages | p. | p | pg | pg. | seite | página | pagina | pág. | strona | strana | sida | side | sivu | oldal | sayfa"
    "| σελίδα | страница | сторінка | 第 | الصفحة | صفحة | صفحه | halaman | trang | หน้า"
)
BEHIND_NUMBER = listed("页 | 頁 | ページ | ページ目 | 쪽 | 페이지")
