"""A function's error keeps its name. ministack reports every error of a Node function as Runtime.HandlerError, so that
no Retry or Catch of a state machine could name one."""

import json

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_MARK = "signalbox-error:"
_LOST = 'error: String(err.message || err), trace: err.stack || ""'
_KEPT = (
    f"error: {json.dumps(_MARK)} + JSON.stringify({{ errorType: err.name || 'Error', "
    "errorMessage: String(err.message || err), trace: [] }), trace: err.stack || \"\""
)


def install() -> None:
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    if _LOST not in script:
        raise RuntimeError("ministack's Node worker has changed: function_errors.py must follow it")
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(_LOST, _KEPT)
    execute = lambda_svc._execute_function_warm

    def execute_and_name(*arguments):
        result = execute(*arguments)
        body = result.get("body")
        message = body.get("errorMessage", "") if result.get("error") and isinstance(body, dict) else ""
        return {**result, "body": json.loads(message[len(_MARK) :])} if message.startswith(_MARK) else result

    lambda_svc._execute_function_warm = execute_and_name
