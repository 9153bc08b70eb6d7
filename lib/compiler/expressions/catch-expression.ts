/**
 * What `steps.<id>` is after an error: `{error: {code, message}}`, whatever failed and whether or not there is a cause.
 * Lambda reports what our functions throw with a JSON cause, whose message is `<code>: <text>`. For others the code is
 * `timeout`, or the name that Step Functions or Lambda gave.
 */
export const CAUGHT_ERROR = [
  '($e := $states.errorOutput;',
  String.raw`$ours := $contains($e.Error, /^Signalbox\.(Transient|Permanent|Held)$/) and $contains($e.Cause, /^\{/);`,
  '$said := $ours ? $string($parse($e.Cause).errorMessage) : "";',
  '{"error": $contains($said, ": ")',
  '? {"code": $substringBefore($said, ": "), "message": $substringAfter($said, ": ")}',
  ': {"code": $e.Error = "States.Timeout" ? "timeout" : $e.Error, "message": $exists($e.Cause) ? $e.Cause : $e.Error}})',
].join(' ');

/** What `steps.<id>` is after a rejection: the decision, which the failure carries as its cause. */
export const CAUGHT_REJECTION = '$parse($states.errorOutput.Cause)';
