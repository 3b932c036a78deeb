-- Kinds of notifications that a person does not want to see.
create table notification_muted (
    login text not null,
    kind text not null,
    primary key (login, kind)
);
