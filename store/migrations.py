"""The schema, as append-only steps. Never edit one that has been released; append another.

Times are UTC text (`2024-08-16T16:00:00Z`): sortable, and readable to whoever opens the file in Datasette.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("govprism")


@MIGRATIONS()
def m0001_create_pages_and_articles(db: Database) -> None:
    """What was fetched, and what was read from it."""
    _run(
        db,
        """
        CREATE TABLE pages(
          n INTEGER PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, fetched_at TEXT NOT NULL,
          status INTEGER NOT NULL, content_type TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
          archive_ref TEXT NOT NULL, etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
          part_of TEXT NOT NULL DEFAULT '', file TEXT NOT NULL DEFAULT '',
          outcome TEXT NOT NULL DEFAULT 'pending', why TEXT NOT NULL DEFAULT '', article TEXT,
          UNIQUE(url, sha256)) STRICT;
        CREATE INDEX pages_outcome ON pages(outcome, source);
        CREATE INDEX pages_sha ON pages(sha256);
        CREATE INDEX pages_part_of ON pages(part_of) WHERE part_of <> '';
        CREATE TABLE articles(
          n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT, source TEXT NOT NULL, title TEXT NOT NULL,
          title_prefix TEXT, text TEXT NOT NULL, authors TEXT NOT NULL CHECK(json_valid(authors)),
          byline TEXT, outlet TEXT,
          original_outlet TEXT, published_at TEXT, date_precision TEXT, effective_at TEXT NOT NULL, lang TEXT NOT NULL,
          method TEXT NOT NULL, warnings TEXT NOT NULL CHECK(json_valid(warnings)), version TEXT NOT NULL,
          page TEXT NOT NULL, fetched_at TEXT, first_seen_at TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT;
        CREATE INDEX articles_effective ON articles(effective_at, lang);
        CREATE TABLE article_versions(
          article TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE, version TEXT NOT NULL, title TEXT NOT NULL,
          text TEXT NOT NULL, page TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY(article, version)) STRICT;
        CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content='', tokenize='porter unicode61 remove_diacritics 2');
        """,
    )


@MIGRATIONS()
def m0002_create_tags_and_statements(db: Database) -> None:
    """Every tag with its tagger, version, confidence and time; older taggers' findings stay readable."""
    _run(
        db,
        """
        CREATE TABLE taggers(
          n INTEGER PRIMARY KEY, component TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, catalogue TEXT NOT NULL,
          first_used_at TEXT NOT NULL, UNIQUE(component, name, spec)) STRICT;
        CREATE TABLE docs(
          article TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, version TEXT NOT NULL, spec TEXT NOT NULL,
          lang TEXT NOT NULL, relevant REAL NOT NULL, outcome TEXT NOT NULL, why TEXT NOT NULL DEFAULT '',
          taggers TEXT NOT NULL CHECK(json_valid(taggers)), catalogue TEXT NOT NULL, tagged_at TEXT NOT NULL) STRICT;
        CREATE TABLE tags(
          n INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE, version TEXT NOT NULL,
          kind TEXT NOT NULL CHECK(kind IN ('theme','instrument','actor','new_instrument','new_actor')),
          label TEXT NOT NULL, class TEXT NOT NULL DEFAULT '', score REAL NOT NULL, start INTEGER NOT NULL,
          "end" INTEGER NOT NULL, tagger INTEGER NOT NULL REFERENCES taggers(n), tagged_at TEXT NOT NULL,
          live INTEGER NOT NULL DEFAULT 1, UNIQUE(article, version, kind, label, start, "end", tagger),
          CHECK("end" > start)) STRICT;
        CREATE INDEX tags_label ON tags(kind, label, live, article);
        CREATE INDEX tags_article ON tags(article, live);
        CREATE TABLE statements(
          id INTEGER PRIMARY KEY, key TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
          version TEXT NOT NULL, actor TEXT NOT NULL, target TEXT NOT NULL,
          stance TEXT NOT NULL CHECK(stance IN ('support','conditional','oppose','neutral')), act TEXT NOT NULL,
          start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, confidence REAL NOT NULL,
          rules TEXT NOT NULL CHECK(json_valid(rules)), tagger INTEGER NOT NULL REFERENCES taggers(n),
          tagged_at TEXT NOT NULL, live INTEGER NOT NULL DEFAULT 1,
          UNIQUE(article, version, actor, target, start, "end", stance), CHECK("end" > start)) STRICT;
        CREATE INDEX statements_target ON statements(target, live, article);
        CREATE INDEX statements_article ON statements(article, live);
        CREATE INDEX statements_key ON statements(key);
        CREATE TABLE statement_taggers(
          statement INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE, tagger INTEGER NOT NULL REFERENCES taggers(n),
          confidence REAL NOT NULL, rules TEXT NOT NULL CHECK(json_valid(rules)), tagged_at TEXT NOT NULL,
          PRIMARY KEY(statement, tagger)) STRICT;
        CREATE TABLE reviews(
          n INTEGER PRIMARY KEY, key TEXT NOT NULL, article TEXT NOT NULL, verdict TEXT NOT NULL
          CHECK(verdict IN ('accept','reject','replace')), stance TEXT, actor TEXT, target TEXT, reviewer TEXT NOT NULL,
          note TEXT NOT NULL DEFAULT '', made_at TEXT NOT NULL, revoked_at TEXT) STRICT;
        CREATE INDEX reviews_key ON reviews(key, article);
        """,
    )


@MIGRATIONS()
def m0003_create_families_and_stories(db: Database) -> None:
    """Which texts are one text, and which tell one event."""
    _run(
        db,
        """
        CREATE TABLE families(
          article TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, family TEXT NOT NULL,
          role TEXT NOT NULL CHECK(role IN ('first','reprint','translation')), evidence TEXT NOT NULL,
          joined_at TEXT NOT NULL) STRICT;
        CREATE INDEX families_family ON families(family, role);
        CREATE TABLE stories(
          article TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, story TEXT NOT NULL, joined_at TEXT NOT NULL) STRICT;
        CREATE INDEX stories_story ON stories(story);
        """,
    )


@MIGRATIONS()
def m0004_create_digests(db: Database) -> None:
    """What was published, from which snapshot, and what was corrected since."""
    _run(
        db,
        """
        CREATE TABLE snapshots(sha256 TEXT PRIMARY KEY, week TEXT NOT NULL, taken_at TEXT NOT NULL, body BLOB NOT NULL)
          STRICT;
        CREATE TABLE digests(
          week TEXT NOT NULL, version INTEGER NOT NULL, snapshot TEXT NOT NULL REFERENCES snapshots(sha256),
          sha256 TEXT NOT NULL, json TEXT NOT NULL CHECK(json_valid(json)), made_at TEXT NOT NULL,
          PRIMARY KEY(week, version)) STRICT;
        CREATE TABLE topics(
          week TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, eci REAL, lo REAL, hi REAL, principals INTEGER,
          families INTEGER, body TEXT NOT NULL CHECK(json_valid(body)), PRIMARY KEY(week, target)) STRICT;
        CREATE TABLE corrections(
          n INTEGER PRIMARY KEY, digest TEXT NOT NULL, item TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL,
          reason TEXT NOT NULL, made_at TEXT NOT NULL, UNIQUE(digest, item, old, new)) STRICT;
        """,
    )


@MIGRATIONS()
def m0005_create_runs(db: Database) -> None:
    """What ran, when and how it ended; one `ok` per job and period, whatever is restarted."""
    _run(
        db,
        """
        CREATE TABLE job_runs(
          n INTEGER PRIMARY KEY, job TEXT NOT NULL, period TEXT NOT NULL, started_at TEXT NOT NULL, heartbeat_at TEXT NOT NULL,
          finished_at TEXT, status TEXT NOT NULL CHECK(status IN ('running','ok','failed','abandoned')), pid INTEGER NOT NULL,
          stats TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(stats)), error TEXT NOT NULL DEFAULT '') STRICT;
        CREATE UNIQUE INDEX job_once ON job_runs(job, period) WHERE status IN ('running','ok');
        CREATE TABLE crawl_counts(
          run_at TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY(run_at, source, outcome)) STRICT;
        """,
    )


@MIGRATIONS()
def m0006_create_subscribers_and_outbox(db: Database) -> None:
    """Who gets the digest, and which messages are still to go."""
    _run(
        db,
        """
        CREATE TABLE subscribers(
          address TEXT PRIMARY KEY, lang TEXT NOT NULL CHECK(lang IN ('en','zh')), lenses TEXT NOT NULL DEFAULT '[]'
          CHECK(json_valid(lenses)), token TEXT NOT NULL UNIQUE, asked_at TEXT NOT NULL, confirmed_at TEXT, left_at TEXT)
          STRICT;
        CREATE TABLE outbox(
          week TEXT NOT NULL, version INTEGER NOT NULL, address TEXT NOT NULL, message TEXT NOT NULL, queued_at TEXT NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0, sent_at TEXT, error TEXT NOT NULL DEFAULT '',
          PRIMARY KEY(week, version, address)) STRICT;
        """,
    )


@MIGRATIONS()
def m0007_create_imprints(db: Database) -> None:
    """What each set of taggers knew, so that the next one can tell which texts it reads differently."""
    _run(
        db,
        """
        CREATE TABLE imprints(spec TEXT PRIMARY KEY, body TEXT NOT NULL CHECK(json_valid(body)), first_used_at TEXT NOT NULL)
          STRICT;
        """,
    )


@MIGRATIONS()
def m0008_keep_the_catalogues_of_digests(db: Database) -> None:
    """What a digest was made with, so that it can be made again after the catalogue has changed."""
    _run(
        db,
        """
        CREATE TABLE catalogues(sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, body BLOB NOT NULL) STRICT;
        ALTER TABLE digests ADD COLUMN catalogue TEXT NOT NULL DEFAULT '';
        """,
    )


def _run(db: Database, script: str) -> None:
    # statement by statement: executescript() would commit the migration's own transaction
    for statement in script.split(";"):
        if statement.strip():
            db.conn.execute(statement)
