using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.Tests.Support;
using static VoiceLake.DataFactory.Tests.Serving.ServedFactory;

namespace VoiceLake.DataFactory.Tests.Serving.Resources;

public sealed class ResourceEndpointsTests : IAsyncLifetime
{
    private static readonly Pipeline Waiting = new("waits", new WaitActivity("Wait", 0));
    private ServedFactory _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedFactory.StartAsync();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task The_committed_factory_is_created_and_read_back_as_it_was_sent()
    {
        var folder = await FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), TestContext.Current.CancellationToken);
        await _served.PutAsync();
        foreach (var resource in InOrder(folder))
        {
            (await _served.SendAsync("PUT", PathOf(resource), resource.ToString())).Status.ShouldBe(200, resource.Name);

            var read = await _served.SendAsync("GET", PathOf(resource));

            read.Status.ShouldBe(200);
            JsonNode.DeepEquals(read.Json!["properties"], JsonNode.Parse(resource.ToString())!["properties"]).ShouldBeTrue(read.Json.ToJsonString());
            ((string?)read.Json["name"]).ShouldBe(resource.Name);
            ((string?)read.Json["etag"]).ShouldNotBeNullOrEmpty();
        }

        foreach (var kind in (string[])["linkedservices", "datasets", "pipelines", "triggers"])
        {
            var listed = await _served.SendAsync("GET", $"{Root}/{kind}");
            listed.Json!["value"]!.AsArray().Select(item => (string?)item!["name"]).ShouldBe(folder.Resources.Where(resource => $"{resource.Kind}s".Equals(kind, StringComparison.OrdinalIgnoreCase)).Select(resource => resource.Name));
        }
    }

    [Fact]
    public async Task A_resource_says_what_and_where_it_is()
    {
        await _served.PutAsync(Waiting);

        var read = await _served.SendAsync("GET", $"{Root}/pipelines/waits");

        ((string?)read.Json!["id"]).ShouldBe($"{Root}/pipelines/waits");
        ((string?)read.Json["type"]).ShouldBe("Microsoft.DataFactory/factories/pipelines");
        var factory = await _served.SendAsync("GET", Root);
        ((string?)factory.Json!["type"]).ShouldBe("Microsoft.DataFactory/factories");
        ((string?)factory.Json["location"]).ShouldBe("westeurope");
        ((string?)factory.Json["properties"]!["provisioningState"]).ShouldBe("Succeeded");
    }

    [Fact]
    public async Task Segments_and_names_are_matched_without_regard_to_case_and_the_first_spelling_stays()
    {
        await _served.PutAsync(Waiting);

        (await _served.SendAsync("PUT", Root.ToUpperInvariant() + "/PIPELINES/WAITS", Waiting.ToString())).Status.ShouldBe(200);

        var all = await _served.SendAsync("GET", $"{Root}/Pipelines");
        all.Json!["value"]!.AsArray().Select(item => (string?)item!["name"]).ShouldBe(["waits"]);
    }

    [Fact]
    public async Task A_reader_that_knows_the_state_gets_304_and_one_that_does_not_the_resource()
    {
        await _served.PutAsync(Waiting);
        var etag = (string)(await _served.SendAsync("GET", PathOf(Waiting))).Json!["etag"]!;

        (await _served.SendAsync("GET", PathOf(Waiting), null, ("If-None-Match", $"\"{etag}\""))).Status.ShouldBe(304);
        (await _served.SendAsync("GET", PathOf(Waiting), null, ("If-None-Match", "\"another\""))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Of_two_clients_that_update_the_same_state_at_once_one_gets_412()
    {
        await _served.PutAsync(Waiting);
        var etag = (string)(await _served.SendAsync("GET", PathOf(Waiting))).Json!["etag"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _served.SendAsync("PUT", PathOf(Waiting), (Waiting with { Description = $"by {i}" }).ToString(), ("If-Match", $"\"{etag}\""))));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Status == 412 && answer.Code == "PreconditionFailed");
        var winner = answers.Single(answer => answer.Status == 200);
        JsonNode.DeepEquals((await _served.SendAsync("GET", PathOf(Waiting))).Json, winner.Json).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dataset_that_names_a_missing_linked_service_is_refused_with_the_place()
    {
        await _served.PutAsync();

        var refused = await _served.SendAsync("PUT", $"{Root}/datasets/d", new Dataset("d", "Binary", new LinkedServiceReference("nowhere")).ToString());

        refused.Status.ShouldBe(400);
        refused.Message.ShouldBe("$.properties.linkedServiceName.referenceName: the reference to the linked service 'nowhere' is invalid, there is none in the factory: create it first, or correct the name.");
        (await _served.SendAsync("GET", $"{Root}/datasets/d")).Code.ShouldBe("DatasetNotFound");
    }

    [Fact]
    public async Task What_others_name_cannot_be_deleted_until_they_are()
    {
        await _served.PutAsync(LinkedService.Http("web", "http://127.0.0.1/"), new Dataset("d", "Binary", new LinkedServiceReference("web")));

        var refused = await _served.SendAsync("DELETE", $"{Root}/linkedservices/web");
        refused.Status.ShouldBe(400);
        refused.Message.ShouldBe("The linked service 'web' cannot be deleted since it is referenced by dataset 'd': delete or change them first.");

        (await _served.SendAsync("DELETE", $"{Root}/datasets/d")).Status.ShouldBe(200);
        (await _served.SendAsync("DELETE", $"{Root}/linkedservices/web")).Status.ShouldBe(200);
        (await _served.SendAsync("DELETE", $"{Root}/linkedservices/web")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Resources_are_there_after_a_restart_with_the_same_etag()
    {
        await _served.PutAsync(Waiting, new Pipeline("wörter & mehr".Replace("&", "und"), new WaitActivity("Wait", 0)));
        var before = await _served.SendAsync("GET", $"{Root}/pipelines");

        await _served.RestartAsync();

        JsonNode.DeepEquals((await _served.SendAsync("GET", $"{Root}/pipelines")).Json, before.Json).ShouldBeTrue();
    }

    [Fact]
    public async Task A_list_of_more_than_a_page_leads_on()
    {
        await _served.PutAsync([.. Enumerable.Range(0, 120).Select(i => LinkedService.Http($"web{i:000}", "http://127.0.0.1/"))]);

        var first = await _served.SendAsync("GET", $"{Root}/linkedservices");
        var second = await _served.SendAsync("GET", new Uri((string)first.Json!["nextLink"]!).PathAndQuery);

        first.Json["value"]!.AsArray().Concat(second.Json!["value"]!.AsArray()).Select(item => (string?)item!["name"]).ShouldBe(Enumerable.Range(0, 120).Select(i => $"web{i:000}"));
        second.Json["nextLink"].ShouldBeNull();
    }

    [Fact]
    public async Task A_lake_holds_one_factory_and_deleting_it_deletes_what_it_holds()
    {
        await _served.PutAsync(Waiting);
        var other = Root + "-other";

        (await _served.SendAsync("PUT", other, """{"location":"westeurope"}""")).Status.ShouldBe(409);
        (await _served.SendAsync("GET", $"{other}/pipelines")).Code.ShouldBe("ResourceNotFound");
        (await _served.SendAsync("DELETE", other)).Status.ShouldBe(204);
        (await _served.SendAsync("DELETE", Root)).Status.ShouldBe(200);
        await _served.PutAsync();
        (await _served.SendAsync("GET", $"{Root}/pipelines")).Json!["value"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..%2f..%2fetc", 400)]
    [InlineData("..%5c..%5cetc", 400)]
    [InlineData("%2e%2e%2f%2e%2e%2fx", 400)]
    [InlineData("a%00b", 400)]
    [InlineData("a%0ab", 400)]
    [InlineData("a/../../linkedservices", 405)]
    [InlineData(".hidden", 400)]
    [InlineData("a:b", 400)]
    [InlineData("%", 400)]
    public async Task A_name_that_is_a_path_is_refused(string name, int status)
    {
        await _served.PutAsync();

        var answer = await _served.SendAsync("PUT", $"{Root}/pipelines/{name}", Waiting.ToString());

        answer.Status.ShouldBe(status);
        Directory.EnumerateFiles(((VoiceLake.Lake.FolderLakeStore)_served.Lake.Store).Root, "*", SearchOption.AllDirectories).Count(file => file.Contains("resources", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData(260, 200)]
    [InlineData(261, 400)]
    [InlineData(7_000, 400)]
    public async Task A_name_has_at_most_260_characters(int length, int status)
    {
        await _served.PutAsync();

        (await _served.SendAsync("PUT", $"{Root}/pipelines/{new string('a', length)}", Waiting.ToString())).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("[]", "not an object")]
    [InlineData("""{"properties":{"activities":{}}}""", "$.properties.activities")]
    [InlineData("""{"properties":{"activities":[{"name":"A"}]}}""", "$.properties.activities[0].type")]
    [InlineData("""{"properties":{},"properties":{}}""", "properties")]
    public async Task A_body_that_is_no_pipeline_is_refused_with_the_place(string body, string part)
    {
        await _served.PutAsync();

        var refused = await _served.SendAsync("PUT", $"{Root}/pipelines/p", body);

        refused.Status.ShouldBe(400);
        refused.Code.ShouldBe("BadRequest");
        refused.Message.ShouldContain(part);
        refused.Message.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_body_of_very_many_levels_is_refused()
    {
        await _served.PutAsync();

        (await _served.SendAsync("PUT", $"{Root}/pipelines/p", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000))).Status.ShouldBe(400);
    }

    private static IEnumerable<FactoryResource> InOrder(FactoryFolder folder) =>
        folder.LinkedServices.OrderByDescending(service => service.Type == "AzureKeyVault").Cast<FactoryResource>()
            .Concat(folder.Datasets)
            .Concat(folder.Pipelines.OrderBy(pipeline => Array.IndexOf(["ingest_page", "ingest", "silver", "gold", "medallion"], pipeline.Name)))
            .Concat(folder.Triggers);
}
