"""What do sites write above and below any article? Buttons, the articles before and after, tags, where the reader is.

All folded, as `text.folded` does. Each list is of whole lines, or of what a line begins with.
"""

from __future__ import annotations

from pipelines.text import listed

# Alone, or one beside the other, nothing else in the line.
BUTTONS = listed("""
print | print this page | print this article | print article | print page | print version | printer-friendly version
printer friendly | print friendly | pdf | save as pdf | save | email | e-mail | email this | email this page
email this article | email this to a friend | send to a friend | mail | tweet | share | share this | share this page | share this article
share this post | share this story | share article | share on facebook | share on twitter | share on x | share on linkedin
share via email | share on whatsapp | share by email | copy link | copy url | link copied | copied | facebook | twitter
linkedin | whatsapp | telegram | reddit | pinterest | close | close window | close this window | back | go back | back to top
to top | scroll to top | top of page | return to top | back to news | back to list | back to overview
back to all news | subscribe | follow us | bookmark | cite this article | a+ | a- | a
drucken | seite drucken | artikel drucken | teilen | beitrag teilen | artikel teilen | nach oben | zurück zur übersicht
imprimer | imprimer cette page | partager | partager cet article | retour en haut | haut de page | retour à la liste
imprimir | compartir | compartir en | compartilhar | compartilhe | partilhar | volver arriba | voltar ao topo | volver | voltar
stampa | condividi | torna su | torna indietro | afdrukken | delen | terug naar boven | skriv ut | dela | del | drukuj | udostępnij
tisk | sdílet | печать | распечатать | версия для печати | поделиться | наверх | назад к списку | друк | поділитися
yazdır | paylaş | طباعة | مشاركة | شارك | ارسال | چاپ | اشتراک گذاری | cetak | bagikan | in bài | chia sẻ
印刷 | 印刷する | このページを印刷 | このページを印刷する | シェア | シェアする | ツイート | ポスト | ページトップへ | ページの先頭へ
トップへ戻る | 一覧へ戻る | 一覧に戻る | 戻る | 인쇄 | 인쇄하기 | 프린트 | 공유 | 공유하기 | 목록 | 목록으로 | 목록보기 | 맨위로
打印 | 打印本页 | 打印本頁 | 打印此页 | 打印文章 | 打印页面 | 列印 | 列印本頁 | 友善列印 | 关闭 | 關閉 | 关闭窗口 | 關閉視窗 | 关闭本页 | 关闭页面 | 返回顶部
返回頂部 | 回到顶部 | 回頂端 | 返回 | 返回列表 | 返回上页 | 返回上一页 | 返回首页 | 分享 | 分享到 | 分享至 | 分享本文 | 收藏 | 收藏本页 | 加入收藏 | 复制链接
转发 | 推荐给朋友 | 推荐给好友 | 微信 | 微博 | 新浪微博 | 扫一扫 | 扫一扫在手机打开当前页 | 纠错 | 大 | 中 | 小 | 字体 | 字号 | 字體 | 字號 | 字体大小
""")
# What a line begins with that leads to the article before or after this one, or tells its tags.
NEIGHBOURS = listed("""
上一篇 | 下一篇 | 上一条 | 下一条 | 上一則 | 下一則 | 上一则 | 下一则 | 前一篇 | 后一篇 | 後一篇 | 上篇 | 下篇 | 上一章 | 下一章 | 上一个 | 下一个
前の記事 | 次の記事 | 前へ | 次へ | 이전글 | 다음글 | 이전 글 | 다음 글 | previous article | next article | previous post | next post
previous story | next story | previous entry | next entry | article précédent | article suivant | artículo anterior
artículo siguiente | siguiente artículo | entrada anterior | entrada siguiente | siguiente entrada | vorheriger artikel
nächster artikel | vorheriger beitrag | nächster beitrag | articolo precedente | articolo successivo | artigo anterior
próximo artigo | post anterior | próximo post | poprzedni artykuł | następny artykuł | poprzedni wpis | następny wpis | vorig artikel | volgend artikel
предыдущая статья | следующая статья | предыдущая запись | следующая запись | предыдущая новость | следующая новость
المقال السابق | المقال التالي | الخبر السابق | الخبر التالي | önceki yazı | sonraki yazı | bài trước | bài tiếp theo
""")
# Only before a colon.
LABELS = listed("""
tags | tag | tagged | filed under | posted in | schlagwörter | schlagworte | mots-clés | étiquettes | etiquetas | etichette
теги | метки | タグ | 태그 | الوسوم | الكلمات المفتاحية | 标签 | 標籤 | 标 签 | 责任编辑 | 責任編輯 | 责编 | 责编 | 编辑 | 責編 | 编审 | 审核 | 审校 | 校对 | 初审 | 复审 | 终审 | 供稿 | 撰稿
摄影 | 图文 | share | share on | share this | partager | teilen | compartir | compartilhar | condividi | поделиться | 分享到 | 分享至
""")
# Before a link to another article, wherever they stand.
POINTERS = listed("""
read also | also read | read more | read next | see also | related | related article | related articles | related story | more on this | don't miss
you might also like | recommended | recommended reading | lire aussi | à lire aussi | a lire aussi | voir aussi | lea también | lee también
le puede interesar | te puede interesar | leia também | leia mais | veja também | lesen sie auch | lesen sie mehr | mehr zum thema | auch interessant
leggi anche | lees ook | lees meer | läs också | läs även | les også | læs også | czytaj także | czytaj też | zobacz także | čtěte také | citește și
читайте также | смотрите также | читайте також | ayrıca okuyun | ilgili haber | اقرأ أيضا | اقرأ أيضًا | بیشتر بخوانید | baca juga | xem thêm | đọc thêm
अन्य खबरें | यह भी पढ़ें | อ่านเพิ่มเติม | 相关阅读 | 相关新闻 | 相关链接 | 相关文章 | 相關新聞 | 相關文章 | 延伸阅读 | 延伸閱讀 | 推荐阅读 | 更多阅读 | 関連記事 | 関連リンク
あわせて読みたい | 관련기사 | 관련 기사
""")
# Before a colon, above the article.
TRAILS = listed("""
you are here | vous êtes ici | sie sind hier | sie befinden sich hier | usted está aquí | está aquí | você está aqui | você está em | ti trovi in
sei in | sei qui | вы здесь | вы находитесь здесь | jesteś tutaj | u bevindt zich hier | buradasınız | أنت هنا | 現在位置 | 現在地 | 현재 위치 | 현재위치
当前位置 | 您当前的位置 | 您的当前位置 | 您的位置 | 您现在的位置 | 您所在的位置 | 你的位置 | 你当前的位置 | 所在位置 | 目前位置 | 當前位置 | 您的位置是
""")
