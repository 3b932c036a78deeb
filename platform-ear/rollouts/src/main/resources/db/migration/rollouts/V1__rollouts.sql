-- A file is named by its digest: the same one is there once.
create table artifact (
    sha256 text primary key,
    kind text not null check (kind in ('bundle', 'pack')),
    name text not null,
    version text not null,
    bytes bigint not null,
    object text not null,
    headers jsonb not null,
    contents jsonb not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null
);
create index artifact_name on artifact (name, version);
create index artifact_uploaded on artifact (uploaded_at, sha256);

-- The chain of what devices trust; public keys only.
create table key_ring (
    version bigint primary key,
    signed text not null,
    expires timestamptz not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null
);

create table release (
    id bigint generated always as identity primary key,
    name text not null,
    number bigint not null,
    digest text not null unique,
    signed text not null,
    document text not null,
    issued timestamptz not null,
    expires timestamptz not null,
    targets text[] not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null
);
create index release_targets on release using gin (targets);

create table release_artifact (
    release bigint not null references release on delete cascade,
    sha256 text not null references artifact,
    primary key (release, sha256)
);
create index release_artifact_sha256 on release_artifact (sha256);

-- What a device said last that it runs.
create table installed (
    device bigint primary key references device on delete cascade,
    release text,
    number bigint not null,
    deployment bigint not null,
    java int not null,
    packages text not null,
    document text not null,
    received_at timestamptz not null
);

create table rollout (
    id bigint generated always as identity primary key,
    name text not null,
    release bigint not null references release,
    state text not null check (state in ('running', 'paused', 'stopped', 'aborted', 'finished')),
    wave int not null,
    settings text not null,
    borders bigint[] not null,
    wave_began_at timestamptz not null,
    reached_at timestamptz,
    reason text,
    created_by text not null,
    created_at timestamptz not null,
    ended_at timestamptz
);
create index rollout_open on rollout (id) where ended_at is null;
create index rollout_stopped on rollout (ended_at) where state = 'stopped';

-- A device's place in a rollout decides its wave, also if it comes late.
create table rollout_device (
    rollout bigint not null references rollout on delete cascade,
    device bigint not null references device on delete cascade,
    place bigint not null,
    wave int not null,
    deployment bigint,
    left_out text,
    -- Why it is not well with the release, if it is not.
    unwell text,
    primary key (rollout, device)
);
create index rollout_device_waiting on rollout_device (rollout, wave, place)
    where deployment is null and left_out is null;
create index rollout_device_device on rollout_device (device);

create table rollout_history (
    id bigint generated always as identity primary key,
    rollout bigint not null references rollout on delete cascade,
    at timestamptz not null,
    who text not null,
    action text not null,
    detail text
);
create index rollout_history_rollout on rollout_history (rollout, id);

create table deployment (
    device bigint not null references device on delete cascade,
    number bigint not null,
    release bigint not null references release,
    rollout bigint references rollout on delete set null,
    forced boolean not null,
    state text not null,
    wanted boolean not null,
    fetched boolean not null,
    passed boolean not null default false,
    sequence bigint not null,
    reason text,
    figures jsonb not null default '{}',
    created_by text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    ended_at timestamptz,
    primary key (device, number)
);
create unique index deployment_wanted on deployment (device) where wanted;
create index deployment_open on deployment (device) where ended_at is null;
create index deployment_rollout on deployment (rollout, device);

create table deployment_event (
    device bigint not null,
    deployment bigint not null,
    sequence bigint not null,
    state text not null,
    at timestamptz not null,
    received_at timestamptz not null,
    reason text,
    figures jsonb not null,
    primary key (device, deployment, sequence),
    foreign key (device, deployment) references deployment on delete cascade
);
