"""Which words in an address say that there is no article? For lists in which nothing else tells; whole words, lower case.

They are believed of a whole folder or part only, never of a single article's own name.
"""

from __future__ import annotations

from pipelines.text import listed

NO_ARTICLES = frozenset(
    listed("""
    tag | tags | topic | topics | category | categories | taxonomy | taxonomies | kategorie | kategorien | thema | themen | schlagwort | etiqueta | etiquetas
    categoria | categorias | categorie | categories | sujet | sujets | tema | temas | label | labels | keyword | keywords
    author | authors | user | users | member | members | people | person | persons | staff | team | expert | experts | fellow | fellows | profile | profiles
    autor | autoren | autores | autori | auteur | auteurs | personen | mitarbeiter | equipe | equipo | contributor | contributors
    event | events | veranstaltung | veranstaltungen | termin | termine | evenement | evenements | evento | eventos | eventi | agenda | calendar | kalender
    page | pages | seite | seiten | about | contact | kontakt | search | suche | login | account | cart | checkout
    product | products | shop | job | jobs | career | careers | vacancy | vacancies | attachment | attachments | gallery
    course | courses | comment | comments | feed | feeds
    """)
)
