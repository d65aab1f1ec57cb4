import type { Schema } from './database.ts'

/**
 * Heads keep themselves monotone (see follower-heads.ts); `one` pins a table to a single row.
 * Evidence holds its own copy of the signed bytes, so attestations can be forgotten freely.
 */
const facts = `
CREATE TABLE trusted_base (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE heads (
  label TEXT PRIMARY KEY CHECK (label IN ('safe', 'finalized')),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE promotions (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  l1_number INTEGER,
  l1_hash TEXT
) STRICT;
CREATE TABLE pending_promotion (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  finalized_number INTEGER,
  finalized_hash TEXT,
  l1_number INTEGER,
  l1_hash TEXT,
  because TEXT NOT NULL
) STRICT;
CREATE TABLE attestations (
  signer TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  l1_number INTEGER,
  l1_hash TEXT,
  issued_at_ms INTEGER,
  topic TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (signer, number, hash)
) STRICT;
CREATE INDEX attestations_by_height ON attestations (number);
CREATE TABLE copies (
  arrival INTEGER PRIMARY KEY AUTOINCREMENT,
  digest TEXT NOT NULL UNIQUE,
  signer TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  topic TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  FOREIGN KEY (signer, number, hash) REFERENCES attestations ON DELETE CASCADE
) STRICT;
CREATE INDEX copies_by_statement ON copies (signer, number, hash, arrival);
CREATE INDEX copies_by_size ON copies (size_bytes);
CREATE TABLE evidence (
  arrival INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  evidence TEXT NOT NULL,
  halts INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  acknowledged_at_ms INTEGER
) STRICT;
CREATE TABLE evidence_bytes (
  evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  topic TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (evidence_id, digest)
) STRICT;
CREATE TABLE muted (
  signer TEXT PRIMARY KEY,
  evidence_id TEXT NOT NULL
) STRICT;
CREATE TABLE discarded (
  statement TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  fact TEXT NOT NULL
) STRICT;
`

/** A block is denied once; `arrival` tells which denials make room. */
const denials = `
CREATE TABLE denials (
  arrival INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL,
  denied TEXT NOT NULL UNIQUE,
  replacement TEXT NOT NULL
) STRICT;
`

/** Whatever was promoted before blocks were rebuilt from L1 rested on the rollup nodes' word. */
const tiers = `
ALTER TABLE promotions ADD COLUMN tier INTEGER NOT NULL DEFAULT 1;
ALTER TABLE pending_promotion ADD COLUMN tier INTEGER NOT NULL DEFAULT 1;
`

export const followerSchema: Schema = [facts, denials, tiers]
