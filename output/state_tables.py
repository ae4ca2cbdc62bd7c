"""Which tables does a state file have? All of them, made where they are not there."""

from __future__ import annotations

TABLES = """
CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles(
    article_id TEXT PRIMARY KEY, url TEXT NOT NULL, version INTEGER NOT NULL,
    first_seen_at TEXT NOT NULL, last_changed_at TEXT NOT NULL,
    content TEXT NOT NULL, metadata TEXT NOT NULL, rights TEXT NOT NULL,
    body_sha256 TEXT NOT NULL, extractor TEXT NOT NULL, whole TEXT NOT NULL,
    profile TEXT,
    views INTEGER, active INTEGER NOT NULL, missed_in TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_at ON articles(url);
CREATE TABLE IF NOT EXISTS prints(article_id TEXT PRIMARY KEY, prints BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS addresses(url TEXT PRIMARY KEY, article_id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS addresses_of ON addresses(article_id);
CREATE TABLE IF NOT EXISTS address_keys(
    key TEXT NOT NULL, article_id TEXT NOT NULL, claimed INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS likeness(
    article_id TEXT PRIMARY KEY, title TEXT, day TEXT, text TEXT NOT NULL, whole TEXT, words INTEGER NOT NULL,
    own INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS likeness_text ON likeness(text, title, day);
CREATE INDEX IF NOT EXISTS likeness_whole ON likeness(whole, title, day);
CREATE TABLE IF NOT EXISTS doubts(
    article_id TEXT PRIMARY KEY, stood TEXT NOT NULL, run_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts(url TEXT PRIMARY KEY, article_id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS parts_of ON parts(article_id);
CREATE TABLE IF NOT EXISTS staged(
    id INTEGER PRIMARY KEY, tab TEXT NOT NULL, year INTEGER, key TEXT, row TEXT NOT NULL, sequence INTEGER);
CREATE INDEX IF NOT EXISTS staged_order ON staged(sequence, tab, year, key, id);
CREATE TABLE IF NOT EXISTS met(article_id TEXT PRIMARY KEY, outcome TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers(url TEXT PRIMARY KEY, outcome TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS responses(
    asked TEXT NOT NULL, role TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL, run_id TEXT NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, digest TEXT,
    body_url TEXT NOT NULL, body_at TEXT NOT NULL,
    body_file TEXT NOT NULL, body_offset INTEGER NOT NULL, body_length INTEGER NOT NULL,
    PRIMARY KEY (asked, role)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS responses_order ON responses(role, at, asked);
CREATE INDEX IF NOT EXISTS responses_url ON responses(url, at);
CREATE TABLE IF NOT EXISTS readings(
    article_id TEXT PRIMARY KEY, read_at TEXT NOT NULL, counted_at TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visits(
    url TEXT PRIMARY KEY, standing TEXT NOT NULL, found_at TEXT NOT NULL, asked_at TEXT, changed_at TEXT,
    changes INTEGER NOT NULL DEFAULT 0, counted_at TEXT, etag TEXT, last_modified TEXT, reason TEXT,
    said TEXT, stated TEXT, read_stated TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS visits_standing ON visits(standing, found_at);
CREATE TABLE IF NOT EXISTS heard(url TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures(
    url TEXT PRIMARY KEY, times INTEGER NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, not_before TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept(url TEXT PRIMARY KEY, at TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS refusals(url TEXT PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
"""
