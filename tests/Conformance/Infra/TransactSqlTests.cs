using Microsoft.SqlServer.TransactSql.ScriptDom;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>Microsoft's own parser of Transact-SQL reads every script of infra/synapse.</summary>
public class TransactSqlTests
{
    public static TheoryData<string> Scripts =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("infra", "synapse"), "*.sql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("infra", "synapse"), file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_has_no_error_of_syntax(string script)
    {
        // sqlcmd puts its variables in before anything is parsed. Of GRANT the parser does not know the class DATABASE SCOPED CREDENTIAL,
        // which Microsoft documents for serverless SQL: it gets a class that it does know in its place.
        var text = File.ReadAllText(Repository.PathOf("infra", "synapse", script))
            .Replace("ON DATABASE SCOPED CREDENTIAL::", "ON SCHEMA::", StringComparison.Ordinal).Replace("$(StorageAccount)", "account", StringComparison.Ordinal).Replace("$(Readers)", "readers", StringComparison.Ordinal);
        text.ShouldNotContain("$(");

        new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);

        errors.Select(error => $"line {error.Line}: {error.Message}").ShouldBeEmpty();
    }
}
