using System.Globalization;

namespace Gateway.Host.Storage;

/// <summary>The tables of gateway.db and their history. The file's user_version says how many of the steps it has behind it.</summary>
internal static class Schema
{
    // A step that was released never changes; a new version appends one.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE settings (
          name TEXT NOT NULL PRIMARY KEY,
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE identities (
          device_id TEXT NOT NULL PRIMARY KEY,
          generation_id TEXT NOT NULL,
          primary_key BLOB NOT NULL,
          secondary_key BLOB NOT NULL,
          is_enabled INTEGER NOT NULL,
          created_at_unix_ms INTEGER NOT NULL,
          updated_at_unix_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE twins (
          device_id TEXT NOT NULL PRIMARY KEY,
          desired TEXT NOT NULL,
          desired_version INTEGER NOT NULL,
          reported TEXT NOT NULL,
          reported_version INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- AUTOINCREMENT: an offset is never used twice, not even after the newest message was deleted.
        CREATE TABLE messages (
          offset INTEGER PRIMARY KEY AUTOINCREMENT,
          partition INTEGER NOT NULL,
          device_id TEXT NOT NULL,
          message_id TEXT,
          enqueued_at_unix_ms INTEGER NOT NULL,
          system_properties TEXT NOT NULL,
          properties TEXT NOT NULL,
          body BLOB NOT NULL
        ) STRICT;

        -- A resend finds its first copy here; messages without an id never collide, because NULLs differ.
        CREATE UNIQUE INDEX messages_by_id ON messages (device_id, message_id);
        CREATE INDEX messages_by_partition ON messages (partition, offset);

        CREATE TABLE checkpoints (
          consumer TEXT NOT NULL,
          partition INTEGER NOT NULL,
          offset INTEGER NOT NULL,
          PRIMARY KEY (consumer, partition)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        -- The subscriptions of clients that asked to be remembered: {"filter":qos,...}.
        CREATE TABLE sessions (
          client_id TEXT NOT NULL PRIMARY KEY,
          subscriptions TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- AUTOINCREMENT: a device is told of each message once, in the order of their sequence.
        CREATE TABLE cloud_messages (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          device_id TEXT NOT NULL,
          expires_at_unix_ms INTEGER NOT NULL,
          deliveries INTEGER NOT NULL,
          properties TEXT NOT NULL,
          body BLOB NOT NULL
        ) STRICT;

        CREATE INDEX cloud_messages_by_device ON cloud_messages (device_id, sequence);
        """,
        """
        -- Modules have identities too ({device}/{module}), and an identity may prove itself by a certificate instead of keys.
        ALTER TABLE identities RENAME TO identities_1;
        CREATE TABLE identities (
          client_id TEXT NOT NULL PRIMARY KEY,
          generation_id TEXT NOT NULL,
          authentication TEXT NOT NULL,
          primary_key BLOB,
          secondary_key BLOB,
          primary_thumbprint TEXT,
          secondary_thumbprint TEXT,
          is_enabled INTEGER NOT NULL,
          status_reason TEXT,
          created_at_unix_ms INTEGER NOT NULL,
          updated_at_unix_ms INTEGER NOT NULL,
          version INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO identities
          SELECT device_id, generation_id, 'sas', primary_key, secondary_key, NULL, NULL, is_enabled, NULL,
            created_at_unix_ms, updated_at_unix_ms, 1
          FROM identities_1;
        DROP TABLE identities_1;
        """,
        """
        -- A consumer group holds messages until it is removed, or retired because a later start did not register it.
        CREATE TABLE consumers (
          name TEXT NOT NULL PRIMARY KEY,
          is_retired INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO consumers SELECT DISTINCT consumer, 0 FROM checkpoints;
        ALTER TABLE checkpoints ADD COLUMN state TEXT;

        -- What a consumer gave up, and why. AUTOINCREMENT: the lowest id is the oldest.
        CREATE TABLE dead_letters (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          consumer TEXT NOT NULL,
          reason TEXT NOT NULL,
          rejected_at_unix_ms INTEGER NOT NULL,
          offset INTEGER NOT NULL,
          device_id TEXT NOT NULL,
          message_id TEXT,
          enqueued_at_unix_ms INTEGER NOT NULL,
          system_properties TEXT NOT NULL,
          properties TEXT NOT NULL,
          body BLOB NOT NULL
        ) STRICT;
        """,
        """
        -- Tags are the service side's own notes about a device or module.
        ALTER TABLE twins ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE twins ADD COLUMN tags_version INTEGER NOT NULL DEFAULT 1;
        """,
        """
        -- What all messages of one sender have in common: the beginning of their system properties.
        CREATE TABLE origins (
          id INTEGER PRIMARY KEY,
          system_properties TEXT NOT NULL UNIQUE
        ) STRICT;

        -- The key is the partition (from bit 48 on) and the offset: the messages of a partition lie together, in their order, and
        -- reading them needs no index. The system properties go on behind the origin's. An empty origin is NULL.
        ALTER TABLE messages RENAME TO messages_1;
        DROP INDEX messages_by_id;
        DROP INDEX messages_by_partition;
        CREATE TABLE messages (
          key INTEGER PRIMARY KEY,
          device_id TEXT NOT NULL,
          message_id TEXT,
          enqueued_at_unix_ms INTEGER NOT NULL,
          origin_id INTEGER,
          system_properties TEXT NOT NULL,
          properties TEXT NOT NULL,
          body BLOB NOT NULL
        ) STRICT;
        INSERT INTO messages
          SELECT partition << 48 | offset, device_id, message_id, enqueued_at_unix_ms, NULL, system_properties, properties, body
          FROM messages_1 ORDER BY 1;
        DROP TABLE messages_1;

        -- A resend finds its first copy here.
        CREATE UNIQUE INDEX messages_by_id ON messages (device_id, message_id) WHERE message_id IS NOT NULL;
        """,
    ];

    /// <summary>Takes every step that the file has not behind it, each in a transaction of its own.</summary>
    public static void Migrate(StoreConnection connection, string path)
    {
        if (Version(connection) is var version && version > Steps.Length)
            throw new GatewayStartException(
                $"{path} was made by a newer gateway (version {version} of its tables); start that one instead");
        MigrateTo(connection, Steps.Length);
    }

    /// <summary>Takes the steps up to a version, which is one of this gateway's or an older one.</summary>
    public static void MigrateTo(StoreConnection connection, long version)
    {
        for (var step = (int)Version(connection); step < Math.Min(version, Steps.Length); step++)
        {
            var next = (step + 1).ToString(CultureInfo.InvariantCulture);
            connection.Execute($"BEGIN IMMEDIATE; {Steps[step]} PRAGMA user_version={next}; COMMIT");
        }
    }

    private static long Version(StoreConnection connection) => connection.QueryLong("PRAGMA user_version") ?? 0;
}
