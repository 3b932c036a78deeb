create table drift_event (
    id bigint generated always as identity primary key,
    device bigint not null references device on delete cascade,
    -- That of the device, here too so that a group of any size is listed by an index.
    group_id bigint,
    event_id text not null,
    episode text not null,
    kind text not null check (kind in ('onset', 'recovery')),
    state text not null check (state in ('new', 'needs_second_opinion', 'validated', 'rejected', 'none')),
    at timestamptz not null,
    received_at timestamptz not null,
    frame bigint not null,
    file text,
    monitor text not null,
    metric text,
    current_value double precision,
    reference_value double precision,
    statistic double precision,
    threshold double precision,
    label text,
    truth text,
    confidence double precision,
    novelty double precision,
    familiarity double precision,
    neighbours jsonb not null,
    image text,
    features text,
    dimensions int,
    document text not null,
    model text,
    version text,
    package text not null,
    -- Of an onset: what ended its episode, whichever of the two came in first.
    recovery bigint references drift_event on delete set null,
    recovered_at timestamptz,
    unique (device, event_id)
);
create index drift_event_at on drift_event (at desc, id desc);
create index drift_event_device on drift_event (device, at desc, id desc);
create index drift_event_group on drift_event (group_id, at desc, id desc);
create index drift_event_state on drift_event (state, at desc, id desc);
create index drift_event_monitor on drift_event (monitor, at desc, id desc);
create index drift_event_episode on drift_event (device, episode);
create index drift_event_recovery on drift_event (recovery) where recovery is not null;

create function drift_event_follows_device() returns trigger language plpgsql as $$
begin
    update drift_event set group_id = new.group_id where device = new.number;
    return null;
end $$;
create trigger drift_event_group after update of group_id on device for each row
    when (old.group_id is distinct from new.group_id) execute function drift_event_follows_device();

create table quarantine_sample (
    id bigint generated always as identity primary key,
    device bigint not null references device on delete cascade,
    sample_id text not null,
    at timestamptz,
    received_at timestamptz not null,
    -- When the device packed what is here: a package that comes late must not undo a newer one.
    packed_at timestamptz not null,
    state text not null check (state in ('new', 'needs_second_opinion', 'validated', 'rejected')),
    status text not null,
    frame bigint not null,
    file text,
    predicted text,
    confidence double precision,
    novelty double precision,
    reason text,
    label text,
    truth text,
    image text,
    features text,
    dimensions int,
    model text,
    unique (device, sample_id)
);
create index quarantine_sample_device on quarantine_sample (device, id desc);
create index quarantine_sample_status on quarantine_sample (status, id desc);
create index quarantine_sample_state on quarantine_sample (state, id desc);

create table drift_validation (
    id bigint generated always as identity primary key,
    event bigint references drift_event on delete cascade,
    sample bigint references quarantine_sample on delete cascade,
    validator text not null,
    verdict text not null check (verdict in ('true_drift', 'false_alarm')),
    label text,
    confidence double precision check (confidence between 0 and 1),
    note text,
    at timestamptz not null,
    check (num_nonnulls(event, sample) = 1),
    unique (event, validator),
    unique (sample, validator)
);

create table drift_feedback (
    command bigint primary key references device_command on delete cascade,
    event bigint references drift_event on delete cascade,
    sample bigint references quarantine_sample on delete cascade,
    action text not null,
    label text not null,
    applied_at timestamptz,
    check (num_nonnulls(event, sample) = 1)
);
create index drift_feedback_event on drift_feedback (event, command) where event is not null;
create index drift_feedback_sample on drift_feedback (sample, command) where sample is not null;

-- The device's own trail. With the line's digest, because numbers begin again if a device lost its trail.
create table device_audit (
    device bigint not null references device on delete cascade,
    sequence bigint not null,
    digest bytea not null,
    at timestamptz not null,
    kind text not null,
    line text not null,
    primary key (device, sequence, digest)
);
create index device_audit_at on device_audit (device, at desc);

create table adaptation (
    id bigint generated always as identity primary key,
    device bigint not null references device on delete cascade,
    adaptation_id text not null,
    sequence bigint not null,
    at timestamptz not null,
    decided_at timestamptz not null,
    outcome text not null,
    frame bigint,
    cause text,
    label text,
    samples text[] not null default '{}',
    reason text,
    figures_before jsonb not null default '{}',
    figures_after jsonb not null default '{}',
    snapshot text,
    unique (device, adaptation_id)
);
create index adaptation_device on adaptation (device, id desc);
