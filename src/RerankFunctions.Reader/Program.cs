using RerankFunctions.Reading.Isolation;

// Standard output carries the protocol: whatever a library prints goes elsewhere.
using var output = new BufferedStream(Console.OpenStandardOutput());
Console.SetOut(Console.Error);
return await ReaderProgram.RunAsync(Console.In, output);
