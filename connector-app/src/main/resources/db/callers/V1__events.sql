-- What the connector's replicas know of callers: encrypted events in one order, and the key that encrypts them, wrapped for the organisation.
create table trace_connector_event (
    position bigint not null,
    part integer not null,
    content bytea not null,
    primary key (position, part)
);

create table trace_connector_key (
    id integer primary key check (id = 1),
    content bytea not null
);
