using System.Globalization;
using Microsoft.AspNetCore.Http;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Http;

/// <summary>The parameters of a query string, of which only the known ones are taken, each once.</summary>
internal sealed class Parameters
{
    /// <summary>The function key may come in the query string; it is the host's, not ours.</summary>
    public static readonly string[] OfTheHost = ["code", "clientId"];

    private readonly IQueryCollection _given;

    /// <exception cref="InvalidRequestException">A parameter is unknown or given twice; the exception names it.</exception>
    public Parameters(IQueryCollection given, params string[] known)
    {
        _given = given;
        foreach (var (name, values) in given.Where(parameter => !OfTheHost.Contains(parameter.Key)))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                throw new InvalidRequestException(name, $"There is no such parameter; use {string.Join(", ", known)}.");
            if (values.Count != 1)
                throw new InvalidRequestException(name, "Give the parameter once.");
        }
    }

    /// <summary>Null where it is not given.</summary>
    public string? this[string name] => _given.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>Null where it is not given.</summary>
    /// <exception cref="InvalidRequestException">It is not a whole number.</exception>
    public int? Number(string name)
        => this[name] is not { } text ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidRequestException(name, "Give a whole number.");

    /// <summary>Null where it is not given.</summary>
    /// <exception cref="InvalidRequestException">It is neither true nor false.</exception>
    public bool? Flag(string name)
        => this[name] is not { } text ? null
            : bool.TryParse(text, out var flag) ? flag
            : throw new InvalidRequestException(name, "Give true or false.");

    /// <summary>A number from 1 to <paramref name="max"/>.</summary>
    /// <exception cref="InvalidRequestException">It is not.</exception>
    public int Number(string name, int otherwise, int max)
        => (Number(name) ?? otherwise) is var number && number >= 1 && number <= max
            ? number
            : throw new InvalidRequestException(name, $"Give a number from 1 to {max}.");

    /// <summary>Null where it is not given.</summary>
    /// <exception cref="InvalidRequestException">It is not a number.</exception>
    public double? Fraction(string name)
        => this[name] is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidRequestException(name, "Give a number.");
}
