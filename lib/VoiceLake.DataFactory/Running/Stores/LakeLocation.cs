using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Reads where in a lake a dataset's files lie, in the lake that stands on this machine for the linked service's address.</summary>
internal static class LakeLocation
{
    public static LakePlace Read(ActivityCall call, LinkedService service, string url, ActivityProperties location, string containerProperty)
    {
        var address = call.Services.Options.Local.FindLake(url)
            ?? throw new WorkException(WorkException.Reference, $"linked service '{service.Name}': no lake on this machine stands for '{url}': name one under \"lakes\" in the local bindings, such as \"{url}\": \"../../lake\".");
        var container = location.RequiredText(containerProperty);
        var folder = Parts(location, "folderPath");
        var file = location.Text("fileName") is { Length: > 0 } name ? name : null;
        if (file is "." or ".." || file?.AsSpan().ContainsAny('/', '\\') == true)
        {
            throw new WorkException(WorkException.Invalid, $"{location.Place}: fileName '{file}' is no file's name: put folders into folderPath.");
        }

        return LakeContainers.All.Contains(container)
            ? new LakePlace(service.Name, service.Type, call.Services.OpenLake(address), container, folder, file)
            : throw new WorkException(WorkException.Invalid, $"{location.Place}: the lake has no {containerProperty} '{container}': use {string.Join(", ", LakeContainers.All)}.");
    }

    /// <summary>A folder's path without slashes at its ends; refuses what would leave the container.</summary>
    public static string Parts(ActivityProperties properties, string name)
    {
        var folder = (properties.Text(name) ?? "").Trim('/');
        return folder.Length > 0 && folder.Split('/').Any(part => part is "" or "." or ".." || part.Contains('\\'))
            ? throw new WorkException(WorkException.Invalid, $"{properties.Place}: {name} '{folder}' has a part that is empty, '.' or '..', or a backslash: write folders with single slashes.")
            : folder;
    }
}
