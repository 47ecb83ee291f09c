namespace Microsoft.DotNet.Interactive;

/// <summary>A password that does not show itself when displayed or printed.</summary>
public sealed class PasswordString(string password)
{
    /// <summary>The password as typed.</summary>
    public string GetClearTextPassword() => password;

    /// <summary>As many dots as the password has characters.</summary>
    public override string ToString() => new('●', password.Length);
}
