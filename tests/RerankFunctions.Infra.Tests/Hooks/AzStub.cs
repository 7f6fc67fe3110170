namespace RerankFunctions.Infra.Tests.Hooks;

/// <summary>
/// An <c>az</c> in a folder of its own, which writes down what it was called with and answers from a list; after the list it
/// succeeds silently.
/// </summary>
internal sealed class AzStub : IDisposable
{
    private const string Script = """
        #!/bin/sh
        folder=${0%/*}
        printf '%s\n' "$*" >> "$folder/calls"
        count=0
        while read -r _; do count=$((count + 1)); done < "$folder/calls"
        answer=$folder/answer-$count
        if [ ! -f "$answer" ]; then exit 0; fi
        {
          read -r code
          if [ "$code" != 0 ]; then exec >&2; fi
          while IFS= read -r line; do printf '%s\n' "$line"; done
        } < "$answer"
        exit "$code"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rerank-az-");
    private int _answers;

    public AzStub()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stub of az is a shell script.");
            return;
        }

        File.WriteAllText(Path, Script.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public bool IsThere => File.Exists(Path);

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "az");

    public IReadOnlyList<string> Calls => File.Exists(System.IO.Path.Combine(Folder, "calls"))
        ? File.ReadAllLines(System.IO.Path.Combine(Folder, "calls")) : [];

    /// <summary>As on a machine without the Azure CLI.</summary>
    public AzStub Missing()
    {
        File.Delete(Path);
        return this;
    }

    public AzStub Succeeding(string output) => Answering(0, output);

    public AzStub Failing(string message) => Answering(1, message);

    private AzStub Answering(int exitCode, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Folder, $"answer-{++_answers}"), $"{exitCode}\n{text}\n");
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
