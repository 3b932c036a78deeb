-- What devices upload. A row is also the receipt, so it stays when the objects behind it are deleted.
create table package (
    number bigint generated always as identity primary key,
    device bigint not null references device on delete cascade,
    id text not null,
    type text not null,
    state text not null check (state in ('uploading', 'received', 'imported', 'failed')),
    total bigint not null,
    sha256 text not null,
    stored bigint not null default 0 check (stored between 0 and total),
    object text,
    reason text,
    work bigint,
    started_at timestamptz not null,
    changed_at timestamptz not null,
    received_at timestamptz,
    imported_at timestamptz,
    unique (device, id)
);
create index package_device on package (device, number);
create index package_open on package (device, changed_at) where state = 'uploading';
create index package_type on package (type, received_at) where object is not null;

-- Parts of uploads that are not complete; each is an object.
create table package_part (
    package bigint not null references package on delete cascade,
    start bigint not null,
    bytes bigint not null,
    object text not null,
    primary key (package, start)
);
create index package_part_object on package_part (object);

create table device_model (
    device bigint primary key references device on delete cascade,
    at timestamptz not null,
    model text not null,
    document jsonb not null
);
create table device_model_history (
    device bigint not null references device on delete cascade,
    at timestamptz not null,
    model text not null,
    document jsonb not null,
    primary key (device, at)
);

-- A stretch of a log: bytes start..finish of the file whose first line has this digest.
create table log_part (
    device bigint not null references device on delete cascade,
    log text not null,
    file text not null,
    start bigint not null,
    finish bigint not null check (finish >= start),
    object text not null,
    gap boolean not null,
    packed_at timestamptz not null,
    received_at timestamptz not null,
    primary key (device, log, file, start)
);
create index log_part_age on log_part (received_at);

create table prediction_image (
    number bigint generated always as identity primary key,
    device bigint not null references device on delete cascade,
    frame bigint not null,
    at timestamptz not null,
    object text not null,
    media_type text not null,
    bytes bigint not null,
    line jsonb not null,
    received_at timestamptz not null,
    unique (device, frame, at)
);
create index prediction_image_device on prediction_image (device, number);
create index prediction_image_age on prediction_image (received_at);
