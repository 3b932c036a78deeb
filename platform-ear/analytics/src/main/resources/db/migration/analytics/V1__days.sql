-- A line a device and day (UTC), made from the hourly roll-ups: figures of a year over a fleet read thousands of rows,
-- not millions.
create table device_day (
    device bigint not null,
    day date not null,
    hours int not null,
    frames double precision,
    inference_micros double precision,
    cpu_percent double precision,
    rss_bytes double precision,
    memory_available_bytes double precision,
    memory_total_bytes double precision,
    disk_free_bytes double precision,
    disk_total_bytes double precision,
    temperature_celsius double precision,
    model text,
    primary key (device, day)
);
create index device_day_day on device_day (day);

-- Days whose hours have changed since.
create table device_day_open (
    device bigint not null,
    day date not null,
    primary key (device, day)
);

create function device_day_changed() returns trigger language plpgsql as $$
begin
    insert into device_day_open select distinct device, (hour at time zone 'UTC')::date from fresh
        on conflict do nothing;
    return null;
end $$;
create trigger device_day_inserted after insert on device_metric_hour referencing new table as fresh
    for each statement execute function device_day_changed();
create trigger device_day_updated after update on device_metric_hour referencing new table as fresh
    for each statement execute function device_day_changed();

-- What was rolled up before this table was there.
insert into device_day_open select distinct device, (hour at time zone 'UTC')::date from device_metric_hour;
