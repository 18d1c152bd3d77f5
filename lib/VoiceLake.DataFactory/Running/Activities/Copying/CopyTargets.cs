using System.Security.Cryptography;
using System.Text;
using VoiceLake.DataFactory.Running.Stores;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>Where the files of a copy go.</summary>
internal sealed class CopyTargets
{
    private readonly LakePlace _sink;
    private readonly bool _isFlat;

    public CopyTargets(CopyPlan plan, SourceFiles sources)
    {
        (_sink, _isFlat) = (plan.Target, plan.Behavior == "FlattenHierarchy");
        if (_sink.File is not null && sources.Files.Count > 1 && plan.Behavior != "MergeFiles")
        {
            throw new WorkException(WorkException.Invalid, $"dataset '{plan.Sink.Name}' names the file '{_sink.File}', but {sources.Files.Count} files are to be copied: leave fileName out of it, or set copyBehavior to MergeFiles.");
        }
    }

    /// <summary>Where a file goes.</summary>
    /// <param name="source">The file.</param>
    /// <param name="rename">Changes the extension of a name that the sink does not state.</param>
    public LakePath Of(SourceFile source, Func<string, string> rename)
    {
        var name = _sink.File ?? (_isFlat ? rename(FlatName(source.Relative)) : rename(source.Relative));
        var target = name.Length > 0 ? _sink.FileAt(name)
            : throw new WorkException(WorkException.Invalid, $"'{source}' has no file's name at its end: state fileName in the sink's dataset.");
        return source.Lake is { } file && file.Object.Path == target && file.Store.Address == _sink.Lake.Store.Address
            ? throw new WorkException(WorkException.Invalid, $"'{target}' is to be copied onto itself: give the sink another folder or name.")
            : target;
    }

    /// <summary>Where merged files go.</summary>
    public LakePath Merged(Func<string> extension) => _sink.FileAt(_sink.File ?? $"Data.merged{extension()}");

    // Data Factory makes names up; these are made of the path, so that a second run replaces the files of the first.
    private static string FlatName(string relative) =>
        $"Data.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(relative)).AsSpan(0, 16))}{Path.GetExtension(relative)}";
}
