"""How do sites say that a page isn't there? In the languages that think tanks write."""

from __future__ import annotations

from pipelines.text import folded, listed

MISSING = frozenset(
    map(
        folded,
        listed("""
        not found | page not found | the page was not found | the page could not be found | the page cannot be found | page cannot be found
        page can't be found | that page can't be found | oops! that page can't be found | oops! page not found | file not found
        page does not exist | this page does not exist | the page does not exist | page doesn't exist | this page doesn't exist
        this page isn't available | this page is no longer available | page no longer available | page unavailable
        sorry, page not found | sorry, this page does not exist | sorry, we couldn't find that page | we can't find that page
        we couldn't find that page | we can't find the page you're looking for | we couldn't find the page you were looking for
        the page you requested could not be found | the requested page could not be found | the page you are looking for could not be found
        the page you were looking for doesn't exist | the page you are looking for does not exist | the resource cannot be found
        we're sorry, this page doesn't exist | we're sorry, this page does not exist | oops! we can't find that page
        the content you are looking for is no longer available | this content is no longer available | this content has been removed
        this article has been removed | this article is no longer available | this article has expired
        article not found | content not found | document not found | item not found | 410 gone | page missing | this page could not be found
        the requested url was not found on this server | object not found | the page you are looking for isn't here | page introuvable
        seite nicht gefunden | die seite wurde nicht gefunden | diese seite wurde nicht gefunden | seite existiert nicht
        die seite existiert nicht | diese seite existiert nicht | diese seite existiert leider nicht | seite nicht verfügbar
        die angeforderte seite wurde nicht gefunden | die gewünschte seite wurde nicht gefunden | die angeforderte seite konnte nicht gefunden werden
        die gesuchte seite konnte nicht gefunden werden | die seite konnte nicht gefunden werden | nicht gefunden
        hoppla! diese seite konnte nicht gefunden werden | artikel nicht gefunden | beitrag nicht gefunden
        page non trouvée | la page est introuvable | cette page est introuvable | page inexistante | cette page n'existe pas
        cette page n'existe plus | la page demandée n'existe pas | la page demandée est introuvable | la page que vous recherchez n'existe pas
        la page que vous cherchez est introuvable | oups ! cette page est introuvable | article introuvable | introuvable
        página no encontrada | no se encontró la página | no se ha encontrado la página | la página no existe | esta página no existe
        página no disponible | no se pudo encontrar la página | la página que busca no existe | la página que buscas no existe
        la página solicitada no existe | no encontrado | la página solicitada no se encuentra | página inexistente
        página não encontrada | a página não foi encontrada | a página não existe | esta página não existe | não encontrado
        a página que procura não existe | a página solicitada não foi encontrada | pàgina no trobada | páxina non atopada
        pagina non trovata | la pagina non è stata trovata | la pagina non esiste | questa pagina non esiste | non trovato
        la pagina richiesta non è stata trovata | la pagina che cerchi non esiste | pagina non disponibile
        pagina niet gevonden | de pagina is niet gevonden | deze pagina bestaat niet | de pagina bestaat niet | niet gevonden
        de opgevraagde pagina kon niet gevonden worden | sidan hittades inte | sidan kunde inte hittas | sidan finns inte
        sidan kan inte hittas | siden ble ikke funnet | siden finnes ikke | fant ikke siden | siden blev ikke fundet | siden findes ikke
        siden kunne ikke findes | sivua ei löytynyt | sivua ei löydy | síðan fannst ekki | lehte ei leitud | lapa nav atrasta
        puslapis nerastas | strona nie znaleziona | nie znaleziono strony | nie znaleziono | strona nie istnieje
        strona nie została znaleziona | podana strona nie istnieje | stránka nenalezena | stránka nebyla nalezena | stránka neexistuje
        stránka sa nenašla | stránka nebola nájdená | stran ni najdena | strani ni mogoče najti | stranica nije pronađena
        stranica ne postoji | страница није пронађена | страницата не е намерена | az oldal nem található | a keresett oldal nem található
        az oldal nem létezik | pagina nu a fost găsită | pagina nu există | pagină inexistentă | faqja nuk u gjet
        страница не найдена | страница не существует | такой страницы не существует | такой страницы нет | страница не найдена!
        запрашиваемая страница не найдена | запрашиваемая страница не существует | документ не найден | не найдено | ничего не найдено
        материал не найден | элемент не найден | элемент не найден! | раздел не найден | извините, страница не найдена
        сторінку не знайдено | сторінка не знайдена | сторінка не існує | старонка не знойдзена | бет табылмады | sahifa topilmadi
        η σελίδα δεν βρέθηκε | σελίδα δεν βρέθηκε | δεν βρέθηκε η σελίδα | sayfa bulunamadı | aradığınız sayfa bulunamadı
        böyle bir sayfa yok | səhifə tapılmadı | הדף לא נמצא | העמוד לא נמצא | הדף המבוקש לא נמצא | דף לא נמצא
        الصفحة غير موجودة | لم يتم العثور على الصفحة | الصفحة المطلوبة غير موجودة | عذرا، الصفحة غير موجودة | عذراً، الصفحة غير موجودة
        لم نتمكن من العثور على الصفحة | الصفحة التي تبحث عنها غير موجودة | صفحه یافت نشد | صفحه مورد نظر یافت نشد
        صفحه پیدا نشد | صفحه مورد نظر پیدا نشد | صفحہ نہیں ملا | पृष्ठ नहीं मिला | पेज नहीं मिला | পৃষ্ঠা পাওয়া যায়নি | பக்கம் கிடைக்கவில்லை
        ไม่พบหน้านี้ | ไม่พบหน้าที่คุณต้องการ | ไม่พบหน้าที่ต้องการ | không tìm thấy trang | trang không tồn tại | không tìm thấy
        halaman tidak ditemukan | halaman tidak dijumpai | hindi nahanap ang pahina | ukurasa haukupatikana | bladsy nie gevind nie
        გვერდი ვერ მოიძებნა | էջը չի գտնվել | хуудас олдсонгүй
        页面不存在 | 网页不存在 | 页面未找到 | 未找到页面 | 找不到页面 | 找不到网页 | 页面找不到了 | 页面没有找到 | 您访问的页面不存在
        您访问的页面不存在或已被删除 | 您要访问的页面不存在 | 您要找的页面不存在 | 您查找的页面不存在 | 你访问的页面不存在 | 抱歉，页面不存在
        对不起，您访问的页面不存在 | 抱歉，您访问的页面不存在 | 很抱歉，您要访问的页面不存在 | 很抱歉，您访问的页面不存在 | 抱歉，您访问的页面出错了
        抱歉，您访问的页面找不到了 | 无法找到该页 | 无法找到页面 | 无法找到网页 | 该页无法显示 | 文章不存在 | 该文章不存在 | 该文章不存在或已被删除
        内容不存在 | 您访问的内容不存在 | 该内容不存在或已被删除 | 该信息不存在或已被删除 | 该信息已被删除 | 该网页已被删除 | 文件未找到 | 页面丢失
        您所请求的页面不存在 | 出错啦，页面不存在 | 哎呀，页面不见了 | 頁面不存在 | 找不到頁面 | 找不到網頁 | 找不到該頁面 | 您要找的頁面不存在
        無法找到網頁 | 找不到您要的網頁 | 查無此頁 | 很抱歉，找不到您要的頁面
        ページが見つかりません | ページが見つかりませんでした | ページは見つかりませんでした | お探しのページは見つかりません
        お探しのページは見つかりませんでした | お探しのページが見つかりません | お探しのページが見つかりませんでした | 指定されたページが見つかりません
        指定されたページが見つかりませんでした | ページが存在しません | ページがありません | お探しのページは存在しません | 見つかりませんでした
        お探しのページは、移動または削除された可能性があります | 페이지를 찾을 수 없습니다 | 요청하신 페이지를 찾을 수 없습니다
        찾을 수 없는 페이지입니다 | 존재하지 않는 페이지입니다 | 페이지가 존재하지 않습니다 | 요청하신 페이지가 없습니다
        """),
    )
)
