create table app_user (
    id bigint generated always as identity primary key,
    login text not null unique,
    password text not null,
    role text not null check (role in ('viewer', 'labeller', 'operator', 'admin')),
    must_change boolean not null,
    disabled boolean not null default false,
    created_at timestamptz not null
);

create table session (
    token_hash bytea primary key,
    user_id bigint not null references app_user on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_expires on session (expires_at);
create index session_owner on session (user_id);

create table api_key (
    id bigint generated always as identity primary key,
    name text not null,
    prefix text not null,
    key_hash bytea not null unique,
    role text not null check (role in ('viewer', 'labeller', 'operator', 'admin')),
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz
);

-- One line per action of a person or script, each with the digest of the line before.
create table audit (
    seq bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    line text not null,
    hash text not null
);
create index audit_subject on audit (subject, seq);
create function audit_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end $$;
create trigger audit_is_final before update or delete or truncate on audit
    for each statement execute function audit_is_final();

create table work (
    id bigint generated always as identity primary key,
    kind text not null,
    key text not null,
    payload jsonb not null,
    state text not null check (state in ('ready', 'running', 'done', 'dead')),
    priority int not null,
    attempts int not null default 0,
    max_attempts int not null,
    run_at timestamptz not null,
    lease text,
    lease_until timestamptz,
    progress real not null default 0,
    step text not null default '',
    reason text,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
) with (fillfactor = 70);
create unique index work_open on work (kind, key) where state in ('ready', 'running');
create index work_ready on work (priority desc, run_at) where state = 'ready';
create index work_running on work (lease_until) where state = 'running';
create index work_state on work (state, id);

create table notification (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    level text not null check (level in ('info', 'warning', 'error')),
    kind text not null,
    subject text not null,
    text text not null
);
create table notification_read (
    notification_id bigint not null references notification on delete cascade,
    login text not null,
    primary key (notification_id, login)
);
