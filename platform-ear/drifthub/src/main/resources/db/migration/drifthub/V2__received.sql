-- What devices say of the time may be wrong: many begin in 1970. How long a line is kept goes by the platform's clock.
alter table device_audit add column received_at timestamptz not null default now();
alter table adaptation add column received_at timestamptz not null default now();
create index device_audit_received on device_audit (received_at);
