"""The ledger's tables and views, as SQL. Frozen once released: a change is a new migration.

`journal` is the truth: `place` is the order in which entries came into this file and counts only
here (`autoincrement` remembers the last, so that it shows where one was taken off the end); `came_at` is when an entry was recorded, or the latest stamp that its replica had already where
the clock had gone back, so that it never runs against the numbers; `root` is the entry that a
correction goes back to, and `placed_at` when that one came, by which it keeps its place among
others. The compiled plan (`plans` … `indicators`) and `plan_files` are derived from
it and from the plan files, and can be rebuilt at any time. The views stand in
`coopctl.ledger.file.views`.
"""

from coopctl.ledger.file.views import views

APPLICATION_ID = 0x636F6F70  # "coop"

JOURNAL = """
create table journal (
  place integer primary key autoincrement,
  replica text not null,
  seq integer not null check (seq > 0),
  kind text not null,
  plan text not null,
  item text,
  happened_on text not null,
  recorded_at text not null,
  author text not null,
  office text,
  replaces text,
  body text not null check (json_valid(body)),
  prev text not null,
  hash text not null,
  id text not null generated always as (replica || '-' || seq) virtual,
  root text not null generated always as (
    coalesce(cast(body ->> '$.correction.first' as text), replica || '-' || seq)) virtual,
  came_at text not null generated always as (
    coalesce(cast(body ->> '$.came_after' as text), recorded_at)) virtual,
  placed_at text not null generated always as (
    coalesce(cast(body ->> '$.correction.placed_at' as text), came_at)) virtual,
  unique (replica, seq)
) strict;
create index journal_by_target
  on journal (plan, item, kind, happened_on, placed_at, replica, seq);
create index journal_by_progress
  on journal (plan, item, happened_on, placed_at, replica, seq)
  where kind = 'update' and json_extract(body, '$.progress') is not null;
create index journal_by_stage
  on journal (plan, item, happened_on, placed_at, replica, seq)
  where kind = 'update' and json_extract(body, '$.stage') is not null;
create index journal_by_kind on journal (kind, plan, happened_on, placed_at, replica, seq);
create index journal_by_root on journal (root) where root <> replica || '-' || seq;
create index journal_by_day on journal (happened_on, came_at, replica, seq);
create index journal_by_replaced on journal (replaces) where replaces is not null;
create index journal_by_confirmed
  on journal (cast(body ->> '$.entry' as text)) where kind = 'confirmation';
create trigger journal_never_updated before update on journal
  begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_never_deleted before delete on journal
  begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_never_replaced before insert on journal
  when exists (select 1 from journal where place = new.place)
    or exists (select 1 from journal where replica = new.replica and seq = new.seq)
  begin select raise(abort, 'the journal is append-only'); end;
create table replica (
  only_row integer primary key check (only_row = 1),
  label text not null
) strict;
"""

# How words are indexed. Beginnings have an index of their own, up to the length of nearly every
# Vietnamese syllable: so what begins with a common one is found as fast as a whole word.
WORDS = "tokenize=\"ascii tokenchars '_.-'\", prefix='2 3 4 5 6'"

# Derived from the journal. `superseded`: when an entry was not in force (`coopctl.ledger.journal.corrections`).
# `late`: entries stamped before one that this file already had, and that one's stamp.
# `entry_words`: the words of each entry under its `place`, as `coopctl.ledger.journal.search` folds them.
DERIVED = f"""
create table superseded (
  entry text not null,
  since text not null,
  until text not null,
  primary key (entry, since)
) strict, without rowid;
create virtual table entry_words using fts5(words, content='', {WORDS});
create table late (
  entry text primary key,
  latest text not null
) strict, without rowid;
"""

# Also made in the temporary schema, where it hides the tables of the same name: so the same
# queries answer for a plan file that cannot be written down, and for "as known on".
COMPILED_PLAN = """
create {temporary} table plans (
  id text primary key,
  number text,
  date text,
  title_vi text,
  title_en text,
  timezone text not null,
  example integer not null,
  entry text,
  words text not null,
  definition text not null
) strict;
create {temporary} table parties (
  plan text not null references plans (id),
  id text not null,
  primary key (plan, id)
) strict, without rowid;
create {temporary} table areas (
  plan text not null references plans (id),
  id text not null,
  position integer not null,
  title_vi text,
  title_en text,
  primary key (plan, id)
) strict, without rowid;
create {temporary} table items (
  plan text not null,
  id text not null,
  area text not null,
  position integer not null,
  title_vi text,
  title_en text,
  kind text,
  every text,
  pipeline text,
  lead text,
  cooperating text not null,
  start text,
  due_text text,
  due text,
  owed_from text,
  owed_to text,
  deliverable_vi text,
  deliverable_en text,
  withdrawn_vi text,
  withdrawn_en text,
  words text not null,
  confirm text,
  primary key (plan, id),
  foreign key (plan, area) references areas (plan, id),
  foreign key (plan, lead) references parties (plan, id)
) strict, without rowid;
create {temporary} table indicators (
  plan text not null,
  item text not null,
  id text not null,
  position integer not null,
  title_vi text,
  title_en text,
  unit_vi text,
  unit_en text,
  baseline text,
  target text,
  type text,
  counts text not null,
  primary key (plan, item, id),
  foreign key (plan, item) references items (plan, id)
) strict, without rowid;
create {temporary} table indicator_targets (
  plan text not null,
  item text not null,
  indicator text not null,
  position integer not null,
  period text not null,
  first text not null,
  last text not null,
  target text not null,
  primary key (plan, item, indicator, position),
  foreign key (plan, item, indicator) references indicators (plan, item, id)
) strict, without rowid;
"""

PLAN_FILES = """
create table plan_files (
  path text primary key,
  plan text not null,
  signature text not null,
  sha256 text not null
) strict;
"""

EVERYTHING = "".join((JOURNAL, DERIVED, COMPILED_PLAN.format(temporary=""), PLAN_FILES, views()))
