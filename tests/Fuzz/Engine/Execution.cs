using System.IO.MemoryMappedFiles;

namespace VoiceLake.Fuzz.Engine;

/// <summary>What a fuzzing process is doing now, in a file that outlives it: the input that crashed or hung it is found there.</summary>
internal sealed class Execution : IDisposable
{
    private const int StartedAt = 0;
    private const int LengthAt = 8;
    private const int InputAt = 16;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private Execution(MemoryMappedFile file) => (_file, _view) = (file, file.CreateViewAccessor());

    /// <summary>When the execution began, in <see cref="Environment.TickCount64"/>'s milliseconds; 0 between two.</summary>
    public long Started => _view.ReadInt64(StartedAt);

    /// <summary>The input, of this execution or the last.</summary>
    public byte[] Input
    {
        get
        {
            var input = new byte[_view.ReadInt32(LengthAt)];
            _view.ReadArray(InputAt, input, 0, input.Length);
            return input;
        }
    }

    /// <summary>Makes the file, with room for inputs of a length.</summary>
    public static Execution Create(string path, int maxLength) => new(MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, InputAt + maxLength));

    /// <summary>Opens the file of another process.</summary>
    public static Execution Open(string path) => new(MemoryMappedFile.CreateFromFile(path, FileMode.Open));

    public void Begin(byte[] input)
    {
        _view.Write(LengthAt, input.Length);
        _view.WriteArray(InputAt, input, 0, input.Length);
        _view.Write(StartedAt, Environment.TickCount64);
    }

    public void End() => _view.Write(StartedAt, 0L);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
