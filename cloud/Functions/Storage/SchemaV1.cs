namespace Cloud.Functions.Storage;

/// <summary>
/// The first schema. Times are Unix milliseconds (UTC), temperatures °C, humidities %RH, pressures hPa. What the processor puts
/// out, what it must remember, and how far it has read are tables of one file, so that one transaction moves them together.
/// </summary>
internal static class SchemaV1
{
    public const string Sql = """
        -- Every reading, once. An event is known by (partition, sequence_number); item counts the readings inside one event from 0.
        -- window_time is the time under which the windows counted it, null where the time policy dropped it.
        CREATE TABLE readings (
            partition TEXT NOT NULL,
            sequence_number INTEGER,
            item INTEGER NOT NULL,
            device_id TEXT NOT NULL,
            event_time INTEGER NOT NULL,
            window_time INTEGER,
            temperature REAL,
            humidity REAL,
            pressure REAL,
            boot INTEGER,
            seq INTEGER,
            message_id TEXT,
            enqueued INTEGER NOT NULL,
            UNIQUE (partition, sequence_number, item));
        CREATE INDEX readings_by_device ON readings (device_id, event_time);

        -- The final averages of tumbling windows (start, end], known by their end.
        CREATE TABLE window_averages (
            device_id TEXT NOT NULL,
            window_ms INTEGER NOT NULL,
            window_end INTEGER NOT NULL,
            channel TEXT NOT NULL,
            count INTEGER NOT NULL,
            average REAL NOT NULL,
            minimum REAL NOT NULL,
            maximum REAL NOT NULL,
            PRIMARY KEY (device_id, window_ms, window_end, channel)) WITHOUT ROWID;

        -- Rows that a detector called anomalous.
        CREATE TABLE anomalies (
            device_id TEXT NOT NULL,
            event_time INTEGER NOT NULL,
            detector TEXT NOT NULL,
            channel TEXT NOT NULL,
            value REAL NOT NULL,
            score REAL NOT NULL,
            PRIMARY KEY (device_id, event_time, detector, channel)) WITHOUT ROWID;
        CREATE INDEX anomalies_by_time ON anomalies (event_time);

        -- One row an alert, from its opening to its resolution (resolved_at is null while it is open).
        CREATE TABLE alerts (
            id TEXT NOT NULL PRIMARY KEY,
            device_id TEXT NOT NULL,
            rule TEXT NOT NULL,
            channel TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            resolved_at INTEGER,
            value REAL NOT NULL,
            message TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX alerts_by_opening ON alerts (opened_at);

        -- What could not be decoded, with the reason and the body as it came. A request that was no batch has no partition.
        CREATE TABLE dead_letters (
            id TEXT NOT NULL PRIMARY KEY,
            partition TEXT,
            sequence_number INTEGER,
            device_id TEXT,
            message_id TEXT,
            enqueued INTEGER,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            body TEXT NOT NULL);

        -- What the processor remembers of each device, and how far it has read each partition.
        CREATE TABLE device_states (
            device_id TEXT NOT NULL PRIMARY KEY,
            state BLOB NOT NULL);
        CREATE TABLE input_positions (
            partition TEXT NOT NULL PRIMARY KEY,
            sequence_number INTEGER NOT NULL) WITHOUT ROWID;

        -- Counts of what left no row: duplicates, late events, and the like.
        CREATE TABLE counters (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL) WITHOUT ROWID
        """;
}
