-- The directory: rows that the database does not interpret, under one revision.
-- Standard SQL only: H2 and PostgreSQL run the same file.

-- One row a commit: the key lets only one writer have a revision.
create table directory_revision (
  revision bigint not null primary key
);

insert into directory_revision (revision) values (0);

create table directory_entity (
  kind varchar(32) not null,
  id varchar(320) not null,
  account varchar(12) not null,
  -- Folded by the writer; null where a kind has no unique names.
  unique_name varchar(128),
  -- A JSON object; null marks a row that was removed, so that others learn of it.
  body varchar(1000000),
  -- The commit that wrote it last.
  revision bigint not null,
  primary key (kind, id),
  constraint directory_entity_name unique (kind, account, unique_name)
);

create index directory_entity_by_revision on directory_entity (revision);
