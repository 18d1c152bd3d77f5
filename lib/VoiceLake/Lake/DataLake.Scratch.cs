namespace VoiceLake.Lake;

public sealed partial class DataLake
{
    /// <summary>An empty lake in a temporary folder, for experiments; the folder goes away when the process ends.</summary>
    public static DataLake Scratch()
    {
        var folder = Directory.CreateTempSubdirectory("voicelake-scratch-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return Open(folder);
    }
}
