using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests;

public class SkeletonTests
{
    [Fact]
    public void The_repository_is_found_from_a_test() => File.Exists(Repository.PathOf("VoiceLake.slnx")).ShouldBeTrue();
}
