using System.Runtime.InteropServices;

namespace VoiceLake.Benchmarks.Signal;

/// <summary>FFTW of Debian (libfftw3-single3, libfftw3-double3): real transforms with measured plans.</summary>
internal static partial class Fftw
{
    private const uint Measure = 0;

    /// <summary>A single-precision transform with aligned buffers of its own.</summary>
    public sealed unsafe class Single : IDisposable
    {
        private readonly nint _plan;
        private readonly float* _output;

        public Single(int length)
        {
            Input = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
            _output = (float*)NativeMemory.AlignedAlloc((nuint)(length + 2) * sizeof(float), 64);
            _plan = PlanSingle(length, Input, _output, Measure);
        }

        public float* Input { get; }

        public float Execute()
        {
            ExecuteSingle(_plan);
            return _output[2];
        }

        public void Dispose()
        {
            DestroySingle(_plan);
            NativeMemory.AlignedFree(Input);
            NativeMemory.AlignedFree(_output);
        }
    }

    /// <summary>A double-precision transform with aligned buffers of its own.</summary>
    public sealed unsafe class Double : IDisposable
    {
        private readonly nint _plan;
        private readonly double* _output;

        public Double(int length)
        {
            Input = (double*)NativeMemory.AlignedAlloc((nuint)length * sizeof(double), 64);
            _output = (double*)NativeMemory.AlignedAlloc((nuint)(length + 2) * sizeof(double), 64);
            _plan = PlanDouble(length, Input, _output, Measure);
        }

        public double* Input { get; }

        public double Execute()
        {
            ExecuteDouble(_plan);
            return _output[2];
        }

        public void Dispose()
        {
            DestroyDouble(_plan);
            NativeMemory.AlignedFree(Input);
            NativeMemory.AlignedFree(_output);
        }
    }

    [LibraryImport("libfftw3f.so.3", EntryPoint = "fftwf_plan_dft_r2c_1d")]
    private static unsafe partial nint PlanSingle(int length, float* input, float* output, uint flags);

    [LibraryImport("libfftw3f.so.3", EntryPoint = "fftwf_execute")]
    private static partial void ExecuteSingle(nint plan);

    [LibraryImport("libfftw3f.so.3", EntryPoint = "fftwf_destroy_plan")]
    private static partial void DestroySingle(nint plan);

    [LibraryImport("libfftw3.so.3", EntryPoint = "fftw_plan_dft_r2c_1d")]
    private static unsafe partial nint PlanDouble(int length, double* input, double* output, uint flags);

    [LibraryImport("libfftw3.so.3", EntryPoint = "fftw_execute")]
    private static partial void ExecuteDouble(nint plan);

    [LibraryImport("libfftw3.so.3", EntryPoint = "fftw_destroy_plan")]
    private static partial void DestroyDouble(nint plan);
}
