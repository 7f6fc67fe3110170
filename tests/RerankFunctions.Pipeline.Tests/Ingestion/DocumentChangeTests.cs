using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

public class DocumentChangeTests
{
    [Theory]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobDeleted","subject":"/blobServices/default/containers/documents/blobs/a/b c.md"}""")]
    [InlineData("""{"specversion":"1.0","type":"Microsoft.Storage.BlobDeleted","subject":"/blobServices/default/containers/documents/blobs/a/b c.md"}""")]
    public void Both_of_Event_Grids_schemas_name_the_blob_in_their_subject(string message)
        => Assert.Equal("a/b c.md", DocumentChange.Parse(message).Document.Name);

    [Fact]
    public void What_became_of_a_message_so_far_comes_back_with_it()
    {
        var change = new DocumentChange(new DocumentId("a/b \"c\".md"), DateTimeOffset.UnixEpoch, Tries: 3, Attempts: 2, Anew: true);
        Assert.Equal(change, DocumentChange.Parse(change.ToMessage()));
    }

    [Fact]
    public void Messages_of_the_version_before_are_read()
        => Assert.Equal(
            new DocumentChange(new DocumentId("a.md")),
            DocumentChange.Parse("""{"subject":"/blobServices/default/containers/documents/blobs/a.md"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"subject": 1}""")]
    [InlineData("""{"subject": "/blobServices/default/containers/documents/blobs/"}""")]
    [InlineData("""{"subject": "/blobServices/default/containers/other/blobs/a.md"}""")]
    public void Anything_else_is_refused(string message)
        => Assert.Throws<FormatException>(() => DocumentChange.Parse(message));
}
