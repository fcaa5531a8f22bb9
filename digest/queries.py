"""The stored queries a digest names: what to ask the store for the rows behind a line."""

from __future__ import annotations

QUERIES = [
    {"id": "digest_topics(:week)", "sql": "SELECT * FROM topics WHERE week = :week ORDER BY lo DESC, target"},
    {
        "id": "topic(:target)",
        "sql": "SELECT s.* FROM statements s JOIN articles a ON a.id = s.article WHERE s.live AND s.target = :target"
        " AND a.effective_at >= :start AND a.effective_at < :end ORDER BY a.effective_at, s.id",
    },
    {"id": "statement(:id)", "sql": "SELECT * FROM statements WHERE id = :id"},
    {"id": "snapshot(:sha256)", "sql": "SELECT * FROM snapshots WHERE sha256 = :sha256"},
]
