using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RerankFunctions.Testing;

/// <summary>Keeps a log as lines: level, category, message, and what was thrown.</summary>
public sealed class LogLines(ConcurrentQueue<string> lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Lines(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : $" | {exception.Message}")}");
    }
}
