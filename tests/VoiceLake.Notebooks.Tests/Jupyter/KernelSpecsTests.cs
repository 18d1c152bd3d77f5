using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Jupyter;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Jupyter;

public sealed class KernelSpecsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_spec_has_what_Jupyter_asks_of_one_and_names_programs_that_are_there()
    {
        var folder = KernelSpecs.Install(_folder.PathOf("kernels"));

        folder.ShouldBe(_folder.PathOf("kernels", ".net-csharp"));
        var spec = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "kernel.json")))!.AsObject();
        spec.Select(field => field.Key).ShouldBe(["argv", "display_name", "language", "interrupt_mode", "metadata"]);
        var words = spec["argv"]!.AsArray().Select(word => word!.GetValue<string>()).ToList();
        words[^2..].ShouldBe(["kernel", "{connection_file}"]);
        words[..^2].Where(Path.IsPathRooted).ShouldNotBeEmpty();
        words[..^2].Where(Path.IsPathRooted).ShouldAllBe(path => File.Exists(path));
        ((string?)spec["display_name"], (string?)spec["language"], (string?)spec["interrupt_mode"]).ShouldBe((".NET (C#)", "C#", "message"));
        spec["metadata"]!.GetValueKind().ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public void The_logos_are_images()
    {
        var folder = KernelSpecs.Install(_folder.PathOf("kernels"));

        Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]);
        SizeOfPng(Path.Combine(folder, "logo-32x32.png")).ShouldBe((32, 32));
        SizeOfPng(Path.Combine(folder, "logo-64x64.png")).ShouldBe((64, 64));
        File.ReadAllText(Path.Combine(folder, "logo-svg.svg")).ShouldContain("<svg");
    }

    [Fact]
    public void Another_name_stands_in_the_folder_and_in_what_people_choose_by()
    {
        var folder = KernelSpecs.Install(_folder.Path, "csharp-14");

        Path.GetFileName(folder).ShouldBe("csharp-14");
        ((string?)Spec(folder)["display_name"]).ShouldBe(".NET (C#) · csharp-14");
    }

    [Fact]
    public void Installed_again_it_is_the_same_and_what_it_overwrites_is_its_own()
    {
        var folder = KernelSpecs.Install(_folder.Path);
        var first = File.ReadAllText(Path.Combine(folder, "kernel.json"));
        File.WriteAllText(Path.Combine(folder, "kernel.json"), first.Replace("VoiceLake.Notebooks", "Old", StringComparison.Ordinal));

        KernelSpecs.Install(_folder.Path).ShouldBe(folder);

        File.ReadAllText(Path.Combine(folder, "kernel.json")).ShouldBe(first);
    }

    [Theory]
    [InlineData("{ \"argv\": [\"dotnet-interactive\"], \"display_name\": \".NET (C#)\" }")]
    [InlineData("{ \"metadata\": \"ours\" }")]
    [InlineData("{ \"metadata\": { \"implementation\": \"voicelake\" }, \"metadata\": {} }")]
    [InlineData("[]")]
    [InlineData("no json")]
    public void The_kernel_of_another_program_stays_unless_forced(string spec)
    {
        Directory.CreateDirectory(_folder.PathOf(".net-csharp"));
        File.WriteAllText(_folder.PathOf(".net-csharp", "kernel.json"), spec);

        Should.Throw<KernelSpecException>(() => KernelSpecs.Install(_folder.Path)).Message.ShouldContain("--force");
        Should.Throw<KernelSpecException>(() => KernelSpecs.Uninstall(_folder.Path)).Message.ShouldContain("another program's");
        File.ReadAllText(_folder.PathOf(".net-csharp", "kernel.json")).ShouldBe(spec);

        ((string?)Spec(KernelSpecs.Install(_folder.Path, force: true))["language"]).ShouldBe("C#");
    }

    [Fact]
    public void A_folder_without_a_spec_but_with_files_is_nobodys_to_remove()
    {
        Directory.CreateDirectory(_folder.PathOf("mine"));
        File.WriteAllText(_folder.PathOf("mine", "notes.txt"), "kept");

        Should.Throw<KernelSpecException>(() => KernelSpecs.Uninstall(_folder.Path, "mine")).Message.ShouldContain(_folder.PathOf("mine"));

        File.ReadAllText(_folder.PathOf("mine", "notes.txt")).ShouldBe("kept");
    }

    [Fact]
    public void Uninstall_removes_the_folder_and_says_whether_there_was_one()
    {
        var folder = KernelSpecs.Install(_folder.Path);

        KernelSpecs.Uninstall(_folder.Path).ShouldBeTrue();
        Directory.Exists(folder).ShouldBeFalse();
        KernelSpecs.Uninstall(_folder.Path).ShouldBeFalse();
        KernelSpecs.Uninstall(_folder.PathOf("never", "there")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData(".net-csharp")]
    [InlineData("C_14.0")]
    [InlineData("..a")]
    public void A_name_of_letters_digits_and_three_signs_is_one(string name) => Path.GetFileName(KernelSpecs.Install(_folder.Path, name)).ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("with space")]
    [InlineData("csharp\n")]
    [InlineData("c#")]
    [InlineData("größe")]
    public void Anything_else_is_no_name_and_writes_nothing(string name)
    {
        Should.Throw<KernelSpecException>(() => KernelSpecs.Install(_folder.PathOf("kernels"), name)).Message.ShouldContain($"'{name}' cannot be the name of a kernel");
        Should.Throw<KernelSpecException>(() => KernelSpecs.Uninstall(_folder.PathOf("kernels"), name));
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_users_folder_is_where_Jupyter_looks_on_each_system()
    {
        static string? Nothing(string name) => null;
        KernelSpecs.UserFolder(OSPlatform.Linux, Nothing, "/home/ada").ShouldBe(Path.Combine("/home/ada", ".local", "share", "jupyter", "kernels"));
        KernelSpecs.UserFolder(OSPlatform.OSX, Nothing, "/Users/ada").ShouldBe(Path.Combine("/Users/ada", "Library", "Jupyter", "kernels"));
        KernelSpecs.UserFolder(OSPlatform.Windows, Nothing, "C:/Users/ada").ShouldBe(Path.Combine("C:/Users/ada", "AppData", "Roaming", "jupyter", "kernels"));
    }

    [Fact]
    public void The_environment_moves_a_users_folder_as_it_moves_Jupyters()
    {
        static Func<string, string?> Only(string name, string value) => asked => asked == name ? value : null;
        KernelSpecs.UserFolder(OSPlatform.Linux, Only("XDG_DATA_HOME", "/data"), "/home/ada").ShouldBe(Path.Combine("/data", "jupyter", "kernels"));
        KernelSpecs.UserFolder(OSPlatform.Linux, Only("XDG_DATA_HOME", ""), "/home/ada").ShouldBe(Path.Combine("/home/ada", ".local", "share", "jupyter", "kernels"));
        KernelSpecs.UserFolder(OSPlatform.OSX, Only("XDG_DATA_HOME", "/data"), "/Users/ada").ShouldBe(Path.Combine("/Users/ada", "Library", "Jupyter", "kernels"));
        KernelSpecs.UserFolder(OSPlatform.Windows, Only("APPDATA", "D:/roaming"), "C:/Users/ada").ShouldBe(Path.Combine("D:/roaming", "jupyter", "kernels"));
        foreach (var system in new[] { OSPlatform.Linux, OSPlatform.OSX, OSPlatform.Windows })
        {
            KernelSpecs.UserFolder(system, Only("JUPYTER_DATA_DIR", _folder.Path), "/home/ada").ShouldBe(_folder.PathOf("kernels"));
        }
    }

    [Fact]
    public void A_prefix_holds_its_kernels_under_share() => KernelSpecs.PrefixFolder(_folder.Path).ShouldBe(_folder.PathOf("share", "jupyter", "kernels"));

    private static JsonNode Spec(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;

    // Width and height stand as big-endian numbers behind the signature and the head of the first chunk.
    private static (int Width, int Height) SizeOfPng(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[..8].ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
