using System.Text;
using Azure.Storage.Queues;

namespace RerankFunctions.Local.Hosting.Queues;

/// <summary>
/// Message texts as they stand in a queue. Done here and not by the SDK's client, which has no message to show when a text
/// cannot be decoded, where the host moves it to the poison queue as it is.
/// </summary>
internal static class QueueText
{
    public static string Encode(string text, QueueMessageEncoding encoding) =>
        encoding is QueueMessageEncoding.Base64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : text;

    /// <exception cref="FormatException">The text is not in the encoding.</exception>
    public static string Decode(string text, QueueMessageEncoding encoding) =>
        encoding is QueueMessageEncoding.Base64 ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : text;
}
