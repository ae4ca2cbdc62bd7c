"""How does a search say that it found nothing? A box for searches says it beside an article: only a heading is believed."""

from __future__ import annotations

from pipelines.text import folded, listed

NO_RESULTS = frozenset(
    map(
        folded,
        listed("""
        nothing found | nothing was found | no results | no results found | no results were found | no matches found | no posts found | no articles found
        no search results | your search returned no results | your search yielded no results | 0 results | no matching results
        keine ergebnisse | keine ergebnisse gefunden | keine treffer | nichts gefunden | es wurde nichts gefunden | aucun résultat
        aucun résultat trouvé | aucun résultat n'a été trouvé | rien n'a été trouvé | sin resultados | no hay resultados
        no se encontraron resultados | no se han encontrado resultados | nenhum resultado | nenhum resultado encontrado
        nessun risultato | nessun risultato trovato | geen resultaten | geen resultaten gevonden | niets gevonden | inga resultat
        ingen resultater | ingen treff | ei tuloksia | brak wyników | nic nie znaleziono | žádné výsledky | nincs találat | niciun rezultat
        nema rezultata | няма резултати | нет результатов | по вашему запросу ничего не найдено | нічого не знайдено
        δεν βρέθηκαν αποτελέσματα | sonuç bulunamadı | לא נמצאו תוצאות | لا توجد نتائج | نتیجه‌ای یافت نشد | कोई परिणाम नहीं मिला
        ไม่พบผลลัพธ์ | không tìm thấy kết quả | tidak ada hasil | 没有找到相关结果 | 没有找到相关内容 | 未找到相关内容 | 没有搜索结果
        未找到结果 | 暂无搜索结果 | 沒有搜尋結果 | 查無資料 | 找不到結果 | 検索結果はありません | 検索結果がありません
        該当する記事はありません | 該当する記事はありませんでした | 검색 결과가 없습니다 | 검색결과가 없습니다
        """),
    )
)
