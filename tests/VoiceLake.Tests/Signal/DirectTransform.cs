namespace VoiceLake.Tests.Signal;

/// <summary>The transform by its definition, with sums whose rounding errors are kept and added at the end.</summary>
internal sealed class DirectTransform
{
    private readonly double[] _re;
    private readonly double[] _im;
    private readonly double[] _cos;
    private readonly double[] _sin;

    public DirectTransform(double[] re, double[] im)
    {
        (_re, _im) = (re, im);
        (_cos, _sin) = (new double[re.Length], new double[re.Length]);
        for (var n = 0; n < re.Length; n++)
        {
            (_sin[n], _cos[n]) = double.SinCosPi(2.0 * n / re.Length);
        }
    }

    public (double Re, double Im) Bin(int k)
    {
        var (sumR, sumI) = (new Sum(), new Sum());
        var angle = 0;
        for (var n = 0; n < _re.Length; n++)
        {
            sumR.AddProduct(_re[n], _cos[angle]);
            sumR.AddProduct(_im[n], _sin[angle]);
            sumI.AddProduct(_im[n], _cos[angle]);
            sumI.AddProduct(_re[n], -_sin[angle]);
            angle += k;
            angle -= angle >= _re.Length ? _re.Length : 0;
        }

        return (sumR.Value, sumI.Value);
    }

    /// <summary>A sum with its rounding error (Knuth's two-sum, products by fused multiply-add).</summary>
    private struct Sum
    {
        private double _sum;
        private double _error;

        public readonly double Value => _sum + _error;

        public void AddProduct(double a, double b)
        {
            var product = a * b;
            var total = _sum + product;
            var part = total - _sum;
            _error += (_sum - (total - part)) + (product - part) + Math.FusedMultiplyAdd(a, b, -product);
            _sum = total;
        }
    }
}
