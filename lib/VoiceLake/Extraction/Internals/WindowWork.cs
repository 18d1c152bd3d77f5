using VoiceLake.Audio;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Extraction.Internals;

/// <summary>A row a window of 3 s.</summary>
internal sealed class WindowWork : ClipWork
{
    private static readonly WindowOptions Usual = new();
    private readonly Dictionary<int, WindowFeatureExtractor> _extractors = [];
    private readonly TableSchema _schema;

    public WindowWork()
    {
        var features = At(UsualSampleRate).Features;
        _schema = new TableSchema(
        [
            new("clip", ColumnType.String, false),
            new("window", ColumnType.Integer, false),
            new("start_sample", ColumnType.Integer, false),
            new("samples", ColumnType.Integer, false),
            .. features.Names.Select(name => new TableColumn(name, ColumnType.Double)),
        ]);
        Tables = [new ClipTable("", _schema, features.Count)];
    }

    public override IReadOnlyList<ClipTable> Tables { get; }

    public override IReadOnlyList<IEnumerable<TableBatch>> Compute(string clip, AudioReader audio, CancellationToken cancellationToken)
    {
        var extractor = At(audio.SampleRate);
        var (stream, windows) = (new StreamedWindows(extractor), new List<ClipWindow>());
        for (var samples = Read(audio, cancellationToken); !samples.IsEmpty; samples = Read(audio, cancellationToken))
        {
            windows.AddRange(stream.Push(samples));
        }

        windows.AddRange(stream.Finish());
        T[] Column<T>(Func<ClipWindow, T> value) => [.. windows.Select(value)];
        return
        [
            [
                new TableBatch(_schema,
                [
                    Column(_ => clip),
                    Column(window => window.Window),
                    Column(window => window.StartSample),
                    Column(window => window.Samples),
                    .. Enumerable.Range(0, extractor.Features.Count).Select(index => Column(window => window.Features[index] is var value && double.IsNaN(value) ? null : (double?)value)),
                ]),
            ],
        ];
    }

    /// <summary>Windows last as long at any sample rate.</summary>
    private WindowFeatureExtractor At(int sampleRate)
    {
        if (!_extractors.TryGetValue(sampleRate, out var extractor))
        {
            var options = Usual with { SampleRate = sampleRate, Length = Scale(Usual.Length), Hop = Scale(Usual.Hop) };
            try
            {
                _extractors[sampleRate] = extractor = new WindowFeatureExtractor(options);
            }
            catch (ArgumentException)
            {
                throw Refused([ExtractionOptions.WindowSet], [ExtractionOptions.WindowSet], sampleRate);
            }
        }

        return extractor;

        int Scale(int samples) => (int)((long)samples * sampleRate / UsualSampleRate);
    }
}
