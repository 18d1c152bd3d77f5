using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>What was run in this kernel, as consoles ask for it with the arrow keys.</summary>
internal sealed class ExecutionHistory
{
    // One kernel is one session; what earlier kernels ran is not kept.
    private const int Session = 1;
    private readonly List<(int Number, string Code)> _cells = [];
    private readonly Dictionary<int, string> _results = [];

    public void Add(int number, string code) => _cells.Add((number, code));

    public void AddResult(int number, string text) => _results[number] = text;

    /// <summary>The entries that a <c>history_request</c> asks for.</summary>
    /// <exception cref="FormatException">The way of access is unknown.</exception>
    public JsonArray Find(JsonObject request)
    {
        var found = request.Text("hist_access_type") switch
        {
            "tail" => _cells.TakeLast(request.Number("n") ?? 10),
            "range" => Range(request.Number("session") ?? 0, request.Number("start") ?? 0, request.Number("stop") ?? int.MaxValue),
            "search" => Search(request.Text("pattern") ?? "*", request.Flag("unique") ?? false).TakeLast(request.Number("n") ?? int.MaxValue),
            var other => throw new FormatException($"History is accessed by tail, range or search, not by '{other}'."),
        };
        var withOutput = request.Flag("output") ?? false;
        return new JsonArray([.. found.Select(cell => (JsonNode)Entry(cell, withOutput))]);
    }

    // 0 is this session, and negative numbers are those before it.
    private IEnumerable<(int Number, string Code)> Range(int session, int start, int stop) =>
        session is 0 or Session ? _cells.Where(cell => cell.Number >= start && cell.Number < stop) : [];

    private IEnumerable<(int Number, string Code)> Search(string pattern, bool unique)
    {
        var matches = _cells.Where(cell => Matches(pattern, cell.Code));
        return unique ? matches.Reverse().DistinctBy(cell => cell.Code).Reverse() : matches;
    }

    // '*' stands for any text and '?' for one character; all else, brackets and backslashes too, is code and stands for itself.
    private static bool Matches(string pattern, string code)
    {
        int at = 0, expected = 0, star = -1, resume = 0;
        while (at < code.Length)
        {
            if (expected < pattern.Length && pattern[expected] == '*')
            {
                (star, resume) = (expected++, at);
            }
            else if (expected < pattern.Length && (pattern[expected] == '?' || pattern[expected] == code[at]))
            {
                (at, expected) = (at + 1, expected + 1);
            }
            else if (star >= 0)
            {
                // The last star takes one character more; earlier ones need not be tried again.
                (at, expected) = (++resume, star + 1);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(expected).TrimStart('*').IsEmpty;
    }

    private JsonArray Entry((int Number, string Code) cell, bool withOutput) => new JsonArray(
        Session,
        cell.Number,
        withOutput ? new JsonArray(cell.Code, _results.GetValueOrDefault(cell.Number)) : cell.Code);
}
