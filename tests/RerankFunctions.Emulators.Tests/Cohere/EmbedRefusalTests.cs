using System.Net;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class EmbedRefusalTests : CohereCaller
{
    private const string Usage = "For proper usage, please refer to https://docs.cohere.com/reference/embed";

    public static TheoryData<string, HttpStatusCode, string> Refused => new()
    {
        { """{"input_type":"search_query","texts":["a"]}""", HttpStatusCode.BadRequest, "a model parameter is required for this endpoint." },
        {
            """{"model":"embed-english-v9","input_type":"search_query","texts":["a"]}""", HttpStatusCode.NotFound,
            "model 'embed-english-v9' not found, make sure the correct model ID was used and that you have access to the model."
        },
        {
            """{"model":"rerank-english-v3.0","input_type":"search_query","texts":["a"]}""", HttpStatusCode.BadRequest,
            "invalid request: model 'rerank-english-v3.0' is not supported by the embed API"
        },
        {
            """{"model":"embed-english-v3.0","texts":["a"]}""", HttpStatusCode.BadRequest,
            "invalid request: valid input_type must be provided with the provided model"
        },
        {
            """{"model":"emulator/lexical-embed","texts":["a"]}""", HttpStatusCode.BadRequest,
            "invalid request: valid input_type must be provided with the provided model"
        },
        {
            """{"model":"embed-english-v3.0","input_type":"query","texts":["a"]}""", HttpStatusCode.BadRequest,
            "invalid request: valid input_type must be provided with the provided model"
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":[]}""", HttpStatusCode.BadRequest,
            "invalid request: at least one of texts, images or inputs must be provided"
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["a"],"embedding_types":["float16"]}""",
            HttpStatusCode.BadRequest,
            "invalid request: 'float16' is not a valid embedding type, use float, int8, uint8, binary, ubinary, base64"
        },
        {
            """{"model":"embed-v4.0","input_type":"search_query","texts":["a"],"output_dimension":768}""", HttpStatusCode.BadRequest,
            "768 is not a valid output_dimension value for this model, [256 512 1024 1536] is supported"
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["a"],"output_dimension":512}""",
            HttpStatusCode.BadRequest, "output_dimension is not supported for this model"
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["a"],"truncate":"end"}""", HttpStatusCode.BadRequest,
            "invalid request: truncate must be one of NONE, START or END."
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["a"],"priority":1000}""", HttpStatusCode.BadRequest,
            "invalid request: priority must be between 0 and 999 inclusive."
        },
        {
            """{"model":"embed-english-v3.0","input_type":"image","images":["data:image/png;base64,AA=="]}""", HttpStatusCode.BadRequest,
            "invalid request: this emulator embeds texts only, not images or inputs"
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["a"],"inputType":"search_query"}""",
            HttpStatusCode.UnprocessableEntity, "unknown field: parameter 'inputType' is not a valid field. " + Usage
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":"a"}""", HttpStatusCode.UnprocessableEntity,
            "invalid type: parameter 'texts' is of type string but should be of type []string. " + Usage
        },
        {
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["a",1]}""", HttpStatusCode.UnprocessableEntity,
            "invalid type: parameter 'texts' is of type number but should be of type string. " + Usage
        },
        {
            "[]", HttpStatusCode.UnprocessableEntity,
            "invalid type: parameter 'body' is of type array but should be of type object. " + Usage
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_refuses_is_refused_with_its_status_and_message(string json, HttpStatusCode status, string message)
    {
        var reply = await EmbedAsync(json);

        Assert.Equal(status, reply.Status);
        Assert.Equal(message, reply.Message);
        Assert.True(Guid.TryParse(reply.Json.GetProperty("id").GetString(), out _));
        Assert.Equal(0, Emulator.Calls.Embed.Answered);
    }

    [Fact]
    public async Task Ninety_seven_texts_are_refused()
    {
        var reply = await EmbedAsync(EmbedJson([.. Enumerable.Repeat("a", 97)]));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("invalid request: total number of texts must be at most 96 - received 97", reply.Message);
    }

    [Fact]
    public async Task A_text_too_long_for_the_model_is_refused_if_it_must_not_be_cut()
    {
        var more = ",\"truncate\":\"NONE\"";
        var tokens512 = string.Join(' ', Enumerable.Repeat("word", 512));

        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson([tokens512], more: more))).Status);
        var reply = await EmbedAsync(EmbedJson([tokens512 + " more"], more: more));
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.StartsWith("too many tokens: ", reply.Message);
        Assert.Contains("cannot exceed 512 - received 513", reply.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"model\":")]
    [InlineData("{\"model\":\"embed-english-v3.0\",}")]
    public async Task Malformed_json_is_refused(string json)
    {
        var reply = await EmbedAsync(json);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.StartsWith("invalid json syntax: ", reply.Message);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        var reply = await SendAsync(HttpMethod.Post, "/v2/embed", EmbedJson(["a"]), "text/plain");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
    }

    [Fact]
    public async Task Another_path_is_not_found()
    {
        var reply = await SendAsync(HttpMethod.Post, "/v1/embed", EmbedJson(["a"]));

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal("404 page not found", reply.Message);
    }
}
