using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>The tables, as a list of migrations; <c>PRAGMA user_version</c> counts those that a file has been through.</summary>
internal static class Schema
{
    private static readonly string[] Migrations = [SchemaV1.Sql];

    /// <summary>Runs the migrations that the file lacks, each in its own transaction.</summary>
    /// <exception cref="IOException">The file was written by a newer version.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = ReadVersion(connection);
        if (version > Migrations.Length)
            throw new IOException($"it has schema {version}, newer than this version's {Migrations.Length}; start the newer version");
        for (; version < Migrations.Length; version++) Apply(connection, version);
    }

    private static int ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Apply(SqliteConnection connection, int version)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{Migrations[version]}; PRAGMA user_version = {version + 1}");
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
