"""What do pages write before a date? In some thirty languages, from pages and templates seen and what speakers expect."""

from __future__ import annotations

from pipelines.text import listed

PUBLISHED = listed("""
    date | published | published on | published at | published date | publication date | date published | publish date
    publish time | published time | publication time | first published | first published on | originally published
    posted | posted on | post date | post time | posted at | release date | release time | released | released on
    issued | date of publication | date posted | issue date | added on | created | created on
    发布时间 | 发布日期 | 发表时间 | 发表日期 | 发布于 | 发表于 | 刊发时间 | 上传时间 | 添加时间 | 录入时间 | 日期 | 时间 | 發布時間 | 發布日期 | 發佈時間
    發佈日期 | 發表時間 | 發表日期 | 刊登日期 | 張貼日期 | 時間 | 公開日 | 掲載日 | 投稿日 | 配信日 | 発表日 | 公開日時 | 更新・公開日
    등록일 | 게시일 | 작성일 | 발행일 | 입력 | 등록일시 | 기사입력 | опубликовано | дата публикации | дата | размещено | добавлено
    опубліковано | дата публікації | оприлюднено | veröffentlicht | veröffentlicht am | erschienen am | erschienen
    veröffentlichung | veröffentlichungsdatum | datum | pressemitteilung vom | meldung vom | publiziert am | erstellt am
    verfasst am | publié le | publié | mis en ligne le | mis en ligne | date de publication | paru le | posté le
    publicado | publicado el | publicado en | publicado a | fecha | fecha de publicación | publicación | publicada el
    publicado em | data de publicação | publicação | data | postado em | criado em | pubblicato il | pubblicato
    data di pubblicazione | pubblicata il | gepubliceerd | gepubliceerd op | publicatiedatum | geplaatst op | geplaatst
    opublikowano | data publikacji | data dodania | dodano | publikacja | publikováno | datum publikace | vydáno
    zveřejněno | publicerad | publicerat | publicerades | publiseret | publisert | offentliggjort | julkaistu
    yayınlanma tarihi | yayın tarihi | yayınlanma | yayımlanma tarihi | eklenme tarihi | giriş tarihi | tarih
    تاريخ النشر | نشر في | نُشر في | نشر بتاريخ | تاريخ | تاریخ انتشار | تاریخ | منتشر شده در | تاریخ درج | פורסם | פורסם ב | תאריך פרסום
    תאריך | प्रकाशित | प्रकाशन तिथि | प्रकाशन की तारीख | प्रकाशित तिथि | পোস্ট করা হয়েছে | প্রকাশ | প্রকাশিত | প্রকাশের তারিখ | প্রকাশের সময়
    dipublikasikan | diterbitkan | tanggal terbit | tanggal publikasi | tanggal | diposting | dipublikasikan pada
    ngày đăng | ngày xuất bản | đăng ngày | đăng lúc | ngày phát hành | เผยแพร่ | เผยแพร่เมื่อ | วันที่เผยแพร่ | วันที่ | โพสต์เมื่อ
    δημοσιεύθηκε | δημοσιεύτηκε | ημερομηνία δημοσίευσης | ημερομηνία | δημοσίευση | publicat | publicat la | megjelent
    objavljeno | публикувано | publikuota | publicēts | avaldatud
""")
UPDATED = listed("""
    updated | updated on | updated at | last updated | last updated on | last updated at | last update | latest update
    last modified | last modified on | modified | modified on | was last modified | last reviewed | date modified
    date updated | update date | update time | updated date | revised | last revised | last changed | changed
    更新时间 | 更新日期 | 更新于 | 最后更新 | 最后更新时间 | 最近更新 | 修改时间 | 修改日期 | 更新時間 | 更新於 | 最後更新 | 最近更新日期 | 最後更新日期 | 修改時間
    更新日 | 最終更新日 | 最終更新 | 更新日時 | 수정일 | 최종수정 | 최종 수정일 | 수정 | 업데이트 | 최종수정일 | 기사수정
    обновлено | дата обновления | последнее обновление | изменено | оновлено | дата оновлення | останнє оновлення
    aktualisiert | aktualisiert am | zuletzt aktualisiert | zuletzt aktualisiert am | zuletzt geändert
    zuletzt geändert am | letzte änderung | letzte aktualisierung | geändert am | stand | stand vom | aktualisierung
    mis à jour le | mise à jour | mis à jour | mise à jour le | dernière mise à jour | dernière mise à jour le | modifié le
    actualizado | actualizado el | actualizado al | última actualización | actualización | modificado el
    atualizado em | atualizado | última atualização | atualização | modificado em | aggiornato il | aggiornato
    ultimo aggiornamento | aggiornamento | ultima modifica | bijgewerkt | bijgewerkt op | laatst bijgewerkt
    laatst bijgewerkt op | laatste update | laatst gewijzigd | gewijzigd op | zaktualizowano | aktualizacja
    ostatnia aktualizacja | data aktualizacji | data modyfikacji | aktualizováno | aktualizace | poslední aktualizace
    změněno | uppdaterad | uppdaterat | senast uppdaterad | senast ändrad | opdateret | oppdatert | päivitetty
    güncellenme tarihi | güncelleme | güncelleme tarihi | son güncelleme | son güncellenme | güncellendi
    آخر تحديث | تاريخ التحديث | تم التحديث | تحديث | آخرین به‌روزرسانی | آخرین بروزرسانی | به‌روزرسانی | بروزرسانی | تاریخ بروزرسانی
    עודכן | עודכן ב | עדכון אחרון | תאריך עדכון | अपडेट | अद्यतन | अपडेटेड | अंतिम अपडेट | आखरी अपडेट | আপডেট | সর্বশেষ আপডেট | হালনাগাদ
    diperbarui | diperbaharui | terakhir diperbarui | pembaruan terakhir | cập nhật | cập nhật lúc | cập nhật ngày
    cập nhật lần cuối | อัปเดต | อัพเดท | อัปเดตล่าสุด | แก้ไขล่าสุด | ปรับปรุงล่าสุด | ενημερώθηκε | τελευταία ενημέρωση | ενημέρωση
    actualizat | actualizat la | frissítve | ažurirano | обновено
""")


# Words that also name other dates, as in "event date": labels only where nothing stands before them.
BARE = frozenset(
    listed("""
    date | datum | data | fecha | дата | tarih | tanggal | 日期 | 时间 | 時間 | תאריך | تاريخ | تاریخ | ημερομηνία | วันที่ | created
    stand | issued | changed | revised | posted | released | modified | 수정 | 입력
""")
)
