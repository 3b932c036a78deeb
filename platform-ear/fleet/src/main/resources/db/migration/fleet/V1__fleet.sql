create table device_group (
    id bigint generated always as identity primary key,
    name text not null unique,
    description text,
    created_at timestamptz not null
);

create table enrollment_token (
    id bigint generated always as identity primary key,
    name text not null,
    prefix text not null,
    token_hash bytea not null unique,
    group_id bigint references device_group,
    max_uses int not null check (max_uses > 0),
    uses int not null default 0 check (uses <= max_uses),
    expires_at timestamptz,
    revoked_at timestamptz,
    created_by text not null,
    created_at timestamptz not null
);

create table device (
    number bigint generated always as identity primary key,
    id text not null unique,
    key_hash bytea not null unique,
    name text not null,
    group_id bigint references device_group,
    tags text[] not null default '{}',
    note text,
    secret_hash bytea not null,
    previous_hash bytea,
    previous_until timestamptz,
    rotation_wanted boolean not null default false,
    registered_at timestamptz not null,
    retired_at timestamptz,
    hostname text,
    platform text,
    platform_version text,
    architecture text,
    java text,
    runtime_version text,
    model text,
    hardware jsonb not null default '{}',
    latitude double precision,
    longitude double precision,
    accuracy_metres double precision,
    location_method text,
    location_at timestamptz
);
create index device_group_id on device (group_id, id);
create index device_tags on device using gin (tags);

-- What every heartbeat changes: narrow, and with no index on what changes, so that updates stay in the page.
create table device_live (
    device bigint primary key references device on delete cascade,
    last_seen timestamptz not null,
    interval_seconds int not null,
    health text not null,
    configuration text,
    report jsonb not null,
    report_digest text not null
) with (fillfactor = 50);

create table metric (
    id int generated always as identity primary key,
    name text not null unique
);

create table device_metric (
    device bigint not null,
    metric int not null,
    at timestamptz not null,
    value double precision not null,
    primary key (device, metric, at)
) partition by range (at);

create table device_metric_hour (
    device bigint not null,
    metric int not null,
    hour timestamptz not null,
    n bigint not null,
    total double precision not null,
    least double precision not null,
    most double precision not null,
    primary key (device, metric, hour)
);
create index device_metric_hour_hour on device_metric_hour using brin (hour);

-- Hours whose roll-up does not have all points yet.
create table device_metric_open (
    device bigint not null,
    hour timestamptz not null,
    primary key (device, hour)
);

-- Every version that was ever wanted; the last one of a scope and target holds.
create table configuration (
    scope text not null check (scope in ('group', 'device')),
    target bigint not null,
    version int not null,
    values jsonb not null,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (scope, target, version)
);

create table configuration_schema (
    device bigint primary key references device on delete cascade,
    received_at timestamptz not null,
    schema jsonb not null
);

create table configuration_report (
    device bigint primary key references device on delete cascade,
    version text not null,
    received_at timestamptz not null,
    results jsonb not null
);

create table device_command (
    sequence bigint generated always as identity primary key,
    device bigint not null references device on delete cascade,
    kind text not null,
    key text not null,
    parameters jsonb not null,
    state text not null check (state in ('created', 'delivered', 'applied', 'refused', 'superseded')),
    created_by text not null,
    created_at timestamptz not null,
    delivered_at timestamptz,
    ended_at timestamptz,
    detail text
);
create index device_command_open on device_command (device, sequence) where state in ('created', 'delivered');
create index device_command_device on device_command (device, sequence);

create table bulk_operation (
    id bigint generated always as identity primary key,
    kind text not null,
    parameters jsonb not null,
    created_by text not null,
    created_at timestamptz not null
);
create table bulk_result (
    bulk bigint not null references bulk_operation on delete cascade,
    device bigint not null references device on delete cascade,
    state text not null check (state in ('waiting', 'sent', 'done', 'failed')),
    detail text,
    command bigint,
    primary key (bulk, device)
);
create index bulk_result_command on bulk_result (command) where command is not null;
