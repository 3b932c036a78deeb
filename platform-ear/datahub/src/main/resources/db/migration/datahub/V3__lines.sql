-- What an import found; absent before the import, and of types that are not made of lines. With bad lines, reason names
-- the first of them.
alter table package add column lines bigint;
alter table package add column bad_lines bigint;
