namespace VoiceLake.Lake;

/// <summary>Names the table column of a record's property where the snake_case form of its name is not wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LakeColumnAttribute(string name) : Attribute
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;
}
