using System.Diagnostics;
using System.Net.Sockets;
using VoiceLake.Audio;
using VoiceLake.Extraction;
using VoiceLake.Tests.Audio;

namespace VoiceLake.Tests.Extraction;

public sealed class OddFilesTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pipes_sockets_and_devices_are_named_and_the_rest_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has none of them in folders.");
        _folder.Write("in/a.wav");
        _folder.Write("in/b.wav", []);
        using (var pipe = Process.Start("mkfifo", [_folder.PathOf("in", "pipe.wav")]))
        {
            await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.PathOf("in", "socket.wav")));
        File.CreateSymbolicLink(_folder.PathOf("in", "zero.wav"), "/dev/zero");

        var report = await _folder.RunAsync("voice20");

        _folder.Clips().ShouldBe(["a"]);
        report.Failures.Select(failure => Path.GetFileName(failure.File)).ShouldBe(["b.wav", "pipe.wav", "socket.wav", "zero.wav"]);
        report.Failures[0].Reason.ShouldContain("b.wav: the file is empty (byte 0). Copy the file again; if");
        report.Failures.Skip(1).ShouldAllBe(failure => failure.Reason.StartsWith(failure.File + ": it is not a regular file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recording_longer_than_memory_takes_is_computed()
    {
        // A few samples more than AudioDecoder takes, in 24 KB.
        var file = new FlacFile { Channels = 8, SampleRate = 48_000, WriteMd5 = false };
        for (var samples = 0L; samples <= 1L << 28; samples += 8 * 65_535)
        {
            file.Silence(65_535);
        }

        _folder.Write("in/long.flac", file.ToArray());

        var report = await _folder.RunAsync("voice20");

        report.Failures.ShouldBeEmpty();
        report.Clips.ShouldBe(1);
    }

    [Theory]
    [InlineData("voice20")]
    [InlineData("pitch")]
    [InlineData("egemaps")]
    [InlineData("kaldi")]
    [InlineData("librosa")]
    [InlineData("window81")]
    public async Task A_header_that_promises_years_of_sound_costs_no_memory(string set)
    {
        _folder.Write("in/a.flac", FlacSound.Sound().ToArray(total: 0xF_FFFF_FFFF));
        await _folder.RunAsync(set);
        var before = GC.GetTotalAllocatedBytes();

        var report = await _folder.RunAsync(set);

        report.Failures.ShouldHaveSingleItem().Reason.ShouldContain("the file ends after 192 of 68719476735 samples");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public async Task A_header_that_promises_more_than_the_file_holds_is_a_warning()
    {
        var samples = ClipFolder.Sound(1);
        _folder.Write("in/a.wav");
        _folder.Write("in/cut.wav", new WavFile().Format(1, 1, 16_000, 16).Data(WavFile.Bytes(samples), size: 64_000).ToArray());
        var seen = new List<ExtractionProgress>();

        var report = await _folder.RunAsync([_folder.In], ["voice20"], progress: new Seen(seen));

        report.Succeeded.ShouldBeTrue();
        var warning = report.Warnings.ShouldHaveSingleItem();
        warning.File.ShouldBe(_folder.PathOf("in", "cut.wav"));
        warning.Reason.ShouldBe($"{warning.File}: The data size is 64000, but 6000 bytes are left: read these. If the recording should be longer, copy the file again.");
        seen.Select(progress => progress.Warning).ShouldBe([null, warning]);
        var rows = File.ReadAllLines(_folder.PathOf("out.csv"))[1..];
        rows[1].ShouldBe(rows[0].Replace("a,", "cut,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(96_000, "pitch cannot be computed at 96000 Hz: leave pitch out, or resample the file", "voice20", "pitch")]
    [InlineData(4_000, "egemaps cannot be computed at 4000 Hz: leave egemaps out, or resample the file", "voice20", "egemaps", "pitch")]
    [InlineData(2_000, "pitch and egemaps cannot be computed at 2000 Hz: leave pitch and egemaps out, or resample the file", "kaldi", "pitch", "egemaps")]
    [InlineData(2_000, "pitch cannot be computed at 2000 Hz: resample the file, for instance to 16000 Hz with sox or ffmpeg.", "pitch")]
    [InlineData(8_000, "window81 cannot be computed at 8000 Hz: resample the file", "window81")]
    public async Task A_rate_that_a_set_refuses_is_answered_with_what_the_command_can_do(int rate, string reason, params string[] sets)
    {
        _folder.Write("in/a.wav", new WavFile().Format(1, 1, rate, 16).Data(WavFile.Bytes(ClipFolder.Sound(1))).ToArray());

        var failure = (await _folder.RunAsync(sets)).Failures.ShouldHaveSingleItem();

        failure.Reason.ShouldStartWith($"{_folder.PathOf("in", "a.wav")}: {reason}");
    }

    [Fact]
    public void The_reader_takes_any_length_and_the_decoder_does_not()
    {
        var file = FlacSound.Sound().ToArray(total: 1L << 29);
        AudioReader.Open(new MemoryStream(file), "a.flac").Length.ShouldBe(1L << 29);
        Should.Throw<AudioFormatException>(() => AudioReader.Open(new MemoryStream(file), "a.flac", new AudioDecoderOptions())).Rule.ShouldBe(AudioRules.TooLong);
        Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(file, "a.flac")).Rule.ShouldBe(AudioRules.TooLong);
    }

    private sealed class Seen(List<ExtractionProgress> seen) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => seen.Add(value);
    }
}
