namespace VoiceLake.Features;

/// <summary>Fills a row of features from left to right; what is not finite has no value.</summary>
internal ref struct FeatureWriter(Span<double> features)
{
    private readonly Span<double> _features = features;
    private int _next;

    public void Write(double value) => _features[_next++] = double.IsFinite(value) ? value : double.NaN;

    /// <summary>Says whether every column was written.</summary>
    public readonly void Finish()
    {
        if (_next != _features.Length)
        {
            throw new InvalidOperationException($"{_next} features were computed for {_features.Length} columns.");
        }
    }
}
