-- What each commit is known by, besides its number: a restored database that went another way has other marks.
alter table directory_revision add column mark varchar(32) default '' not null;

-- What happened and may not happen again. Times are milliseconds since 1970.
create table once_claim (
  purpose varchar(32) not null,
  -- SHA-256 of the key, in hexadecimal.
  digest varchar(64) not null,
  forget_at bigint not null,
  primary key (purpose, digest)
);

create index once_claim_by_end on once_claim (forget_at);

-- Attempts since the last success.
create table once_attempt (
  purpose varchar(32) not null,
  digest varchar(64) not null,
  tries integer not null,
  forget_at bigint not null,
  primary key (purpose, digest)
);

create index once_attempt_by_end on once_attempt (forget_at);

create table last_use (
  id varchar(128) not null primary key,
  used_at bigint not null,
  service varchar(128) not null,
  region varchar(128) not null
);
