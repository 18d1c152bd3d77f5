public static class Numbers
{
    public static int Answer => Twenty + 22;

    private const int Twenty = 20;
}
