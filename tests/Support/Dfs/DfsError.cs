namespace VoiceLake.Tests.Support.Dfs;

/// <summary>A refusal of the service: its code, its HTTP status and its sentence.</summary>
internal sealed class DfsError(int status, string code, string message) : Exception($"{code}: {message}")
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Sentence { get; } = message;

    public static DfsError FilesystemNotFound => new(404, "FilesystemNotFound", "The specified filesystem does not exist.");

    public static DfsError FilesystemAlreadyExists => new(409, "FilesystemAlreadyExists", "The specified filesystem already exists.");

    public static DfsError PathNotFound => new(404, "PathNotFound", "The specified path does not exist.");

    public static DfsError PathAlreadyExists => new(409, "PathAlreadyExists", "The specified path already exists.");

    public static DfsError PathConflict => new(409, "PathConflict", "The specified path, or an element of the path, exists and its resource type is invalid for this operation.");

    public static DfsError SourcePathNotFound => new(404, "SourcePathNotFound", "The source path for a rename operation does not exist.");

    public static DfsError RenameDestinationParentPathNotFound => new(404, "RenameDestinationParentPathNotFound", "The parent directory of the destination path does not exist.");

    public static DfsError InvalidRenameSourcePath => new(409, "InvalidRenameSourcePath", "The source directory cannot be the same as the destination directory, nor can the destination be a subdirectory of the source directory.");

    public static DfsError InvalidDestinationPath => new(409, "InvalidDestinationPath", "The specified path, or an element of the path, exists and its resource type is invalid for this operation.");

    public static DfsError DirectoryNotEmpty => new(409, "DirectoryNotEmpty", "The recursive query parameter value must be true to delete a non-empty directory.");

    public static DfsError InvalidFlushPosition => new(400, "InvalidFlushPosition", "The uploaded data is not contiguous or the position query parameter value is not equal to the length of the file after appending the uploaded data.");

    public static DfsError InvalidRange => new(416, "InvalidRange", "The range specified is invalid for the current size of the resource.");

    public static DfsError ConditionNotMet => new(412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.");

    public static DfsError SourceConditionNotMet => new(412, "SourceConditionNotMet", "The source condition specified using HTTP conditional header(s) is not met.");

    public static DfsError NotModified => new(304, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.");

    public static DfsError LeaseIdMissing => new(412, "LeaseIdMissing", "There is currently a lease on the resource and no lease ID was specified in the request.");

    public static DfsError LeaseIdMismatch => new(412, "LeaseIdMismatchWithBlobOperation", "The lease ID specified did not match the lease ID for the resource.");

    public static DfsError LeaseLost => new(412, "LeaseLost", "A lease ID was specified, but the lease for the resource has expired.");

    public static DfsError LeaseNotPresent => new(412, "LeaseNotPresentWithBlobOperation", "There is currently no lease on the resource.");

    public static DfsError AuthenticationFailed => new(403, "AuthenticationFailed", "Server failed to authenticate the request. Make sure the value of the Authorization header is formed correctly including the signature.");

    public static DfsError NoAuthentication => new(401, "NoAuthenticationInformation", "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.");

    public static DfsError PermissionMismatch => new(403, "AuthorizationPermissionMismatch", "This request is not authorized to perform this operation using this permission.");

    public static DfsError Conflict(string code, string message) => new(409, code, message);

    public static DfsError InvalidHeader(string name) => new(400, "InvalidHeaderValue", $"The value for one of the HTTP headers is not in the correct format: {name}.");

    public static DfsError MissingHeader(string name) => new(400, "MissingRequiredHeader", $"An HTTP header that is mandatory for this request is not specified: {name}.");

    public static DfsError InvalidQuery(string name) => new(400, "InvalidQueryParameterValue", $"Value for one of the query parameters specified in the request URI is invalid: {name}.");

    public static DfsError MissingQuery(string name) => new(400, "MissingRequiredQueryParameter", $"A query parameter that is mandatory for this request is not specified: {name}.");

    public static DfsError InvalidInput(string what) => new(400, "InvalidInput", $"One of the request inputs is not valid: {what}.");
}
