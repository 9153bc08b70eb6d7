"""Lets moto's interpreter (LocalStack's), with real JSONata, run the executions that ministack starts.

ministack's own has no Output or Assign on Parallel, no time-outs of executions, no heartbeats, no events from inside
branches, one scope for all variables, and runs the newest definition whatever version was started. ministack keeps the
API, the state machines, their versions and the status events.
"""

import json
import os
import sys
import threading
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1] / "moto"))

import aws_behaviour  # noqa: E402
import jsonata_bridge  # noqa: E402
from ministack.core.responses import get_account_id, get_region  # noqa: E402
from ministack.services import eventbridge, stepfunctions  # noqa: E402
from moto.stepfunctions.parser.api import StateMachineType  # noqa: E402
from moto.stepfunctions.parser.asl.eval.callback.callback import (  # noqa: E402
    CallbackNotifyConsumerError,
    CallbackOutcomeFailure,
    CallbackOutcomeSuccess,
)
from moto.stepfunctions.parser.asl.eval.evaluation_details import (  # noqa: E402
    AWSExecutionDetails,
    EvaluationDetails,
    ExecutionDetails,
    StateMachineDetails,
)
from moto.stepfunctions.parser.asl.eval.program_state import (  # noqa: E402
    ProgramEnded,
    ProgramError,
    ProgramTimedOut,
)
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser  # noqa: E402
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker  # noqa: E402

_request = threading.local()  # the version that the request answered by this thread asks to start
_workers: dict[str, ExecutionWorker] = {}  # by execution ARN, ended ones too: their tokens are known


class _Reflection:
    """What moto calls when an execution has ended."""

    def __init__(self, execution: dict):
        self.execution = execution

    def terminated(self) -> None:
        worker = _workers[self.execution["executionArn"]]
        state = worker.env.program_state()
        self.execution["events"] = worker.env.event_manager.get_event_history()
        if self.execution["status"] != "RUNNING":
            return
        if isinstance(state, ProgramEnded):
            self.execution["status"] = "SUCCEEDED"
            self.execution["output"] = json.dumps(worker.env.states.get_input())
        elif isinstance(state, ProgramTimedOut):
            self.execution["status"] = "TIMED_OUT"
        elif isinstance(state, ProgramError):
            self.execution["status"] = "FAILED"
            self.execution["error"] = state.error.get("error")
            self.execution["cause"] = state.error.get("cause")
        self.execution["stopDate"] = stepfunctions.now_iso()
        stepfunctions._emit_execution_status_event(self.execution)


def _interpret(arn: str) -> None:
    execution = stepfunctions._executions.get(arn)
    machine = stepfunctions._state_machines.get(execution["stateMachineArn"])
    version = stepfunctions._state_machine_versions.get(execution.get("stateMachineVersionArn"))
    role = machine["roleArn"]
    _workers[arn] = ExecutionWorker(
        evaluation_details=EvaluationDetails(
            aws_execution_details=AWSExecutionDetails(account=get_account_id(), region=get_region(), role_arn=role),
            execution_details=ExecutionDetails(
                arn=arn,
                name=execution["name"],
                role_arn=role,
                inpt=json.loads(execution["input"]),
                start_time=execution["startDate"],
            ),
            state_machine_details=StateMachineDetails(
                arn=machine["stateMachineArn"],
                name=machine["name"],
                typ=StateMachineType.STANDARD,
                definition=(version or machine)["definition"],
            ),
        ),
        exec_comm=_Reflection(execution),
        cloud_watch_logging_session=None,
        activity_store={},
    )
    _workers[arn]._execution_logic()


def _run_execution(arn: str) -> None:
    try:
        _interpret(arn)
    except Exception as fault:  # whatever it is, the execution must not stay RUNNING
        execution = stepfunctions._executions.get(arn)
        if execution and execution["status"] == "RUNNING":
            stepfunctions._fail_execution(execution, "States.Runtime", repr(fault))


def _history_so_far(data: dict) -> tuple:
    execution, worker = stepfunctions._executions.get(data.get("executionArn")), _workers.get(data.get("executionArn"))
    if execution and worker and worker.env and execution["status"] == "RUNNING":
        execution["events"] = worker.env.event_manager.get_event_history()
    return _history(data)


def _stop_execution(data: dict) -> tuple:
    answer = _stop(data)
    worker = _workers.get(data.get("executionArn"))
    if worker and worker.env:
        worker.stop(stop_date=None, error=data.get("error"), cause=data.get("cause"))
    return answer


def _tell_task(token: str, tell) -> tuple:
    for worker in list(_workers.values()):
        if worker.env and worker.env.callback_pool_manager.get(token):
            try:
                if not worker.env.is_running():
                    break
                tell(worker.env.callback_pool_manager)
                return stepfunctions.json_response({})
            except CallbackNotifyConsumerError:
                break
    else:
        return stepfunctions.error_response_json("InvalidToken", "Invalid token", 400)
    return stepfunctions.error_response_json("TaskTimedOut", "Provided task does not exist anymore", 400)


def _send_task_success(data: dict) -> tuple:
    token = data["taskToken"]
    return _tell_task(token, lambda pool: pool.notify(token, CallbackOutcomeSuccess(token, data["output"])))


def _send_task_failure(data: dict) -> tuple:
    token = data["taskToken"]
    outcome = CallbackOutcomeFailure(token, data.get("error"), data.get("cause"))
    return _tell_task(token, lambda pool: pool.notify(token, outcome))


def _send_task_heartbeat(data: dict) -> tuple:
    return _tell_task(data["taskToken"], lambda pool: pool.heartbeat(data["taskToken"]))


def _start_execution(data: dict) -> tuple:
    """Remembers the version; answers a second start of a running execution with the same input as the first."""
    machine = stepfunctions._state_machines.get(stepfunctions._resolve_state_machine_arn(data["stateMachineArn"]))
    if machine and data.get("name"):
        arn = machine["stateMachineArn"].replace(":stateMachine:", ":execution:") + f":{data['name']}"
        known = stepfunctions._executions.get(arn)
        if known and known["status"] == "RUNNING" and known["input"] == data.get("input", "{}"):
            return stepfunctions.json_response({"executionArn": arn, "startDate": known["startDate"]})
    _request.version = stepfunctions._execution_version_arn(data["stateMachineArn"])
    return _start(data)


def _emit_status(execution: dict) -> None:
    # The event that says RUNNING is put while the start is answered: here the record gets its version.
    execution.setdefault("stateMachineVersionArn", getattr(_request, "version", None))
    _emit(execution)


def _put_events(data: dict, **options) -> tuple:
    for entry in data.get("Entries", []):
        if options.get("allow_aws_source") and entry.get("Source") == "aws.states":
            detail = json.loads(entry["Detail"])
            execution = stepfunctions._executions.get(detail.get("executionArn")) or {}
            detail["stateMachineVersionArn"] = execution.get("stateMachineVersionArn")
            entry["Detail"] = json.dumps(detail)
    return _put(data, **options)


def _describe_execution(data: dict) -> tuple:
    status, headers, body = _describe(data)
    version = (stepfunctions._executions.get(data.get("executionArn")) or {}).get("stateMachineVersionArn")
    if status == 200 and version:
        body = json.dumps({**json.loads(body), "stateMachineVersionArn": version}).encode()
    return status, headers, body


def _publish_once(data: dict) -> tuple:
    """Publishing a revision that is published already gives the version there is; ministack makes another."""
    machine = stepfunctions._state_machines.get(data.get("stateMachineArn")) or {}
    asked = data.get("revisionId") or machine.get("revisionId")
    for arn, version in stepfunctions._state_machine_versions.items():
        same = version["stateMachineArn"] == data.get("stateMachineArn")
        if same and asked and version["stateMachineRevisionId"] == asked == machine.get("revisionId"):
            return stepfunctions.json_response(
                {"stateMachineVersionArn": arn, "creationDate": version["creationDate"]}
            )
    return _publish(data)


def _refuse_invalid(data: dict, go_on) -> tuple:
    if data.get("definition"):
        try:
            AmazonStateLanguageParser.parse(data["definition"])
        except Exception as fault:
            return stepfunctions.error_response_json("InvalidDefinition", repr(fault), 400)
    return go_on(data)


_start, _stop, _describe = stepfunctions._start_execution, stepfunctions._stop_execution, stepfunctions._describe_execution
_history, _emit = stepfunctions._get_execution_history, stepfunctions._emit_execution_status_event
_publish, _put = stepfunctions._publish_state_machine_version, eventbridge._put_events
_create, _update = stepfunctions._create_state_machine, stepfunctions._update_state_machine


def install(node: str) -> None:
    """`node` is the Node that evaluates JSONata."""
    port = os.environ["GATEWAY_PORT"]
    os.environ["MOTO_PORT"] = port  # where moto's interpreter calls services
    jsonata_bridge.install(node, str(Path(__file__).parents[1] / "moto" / "jsonata-server.ts"))
    scale = float(os.environ.get("SFN_WAIT_SCALE", "1"))
    aws_behaviour.install(f"http://127.0.0.1:{port}", waits=scale, retries=scale)
    replaced = {
        "_run_execution": _run_execution,
        "_start_execution": _start_execution,
        "_stop_execution": _stop_execution,
        "_describe_execution": _describe_execution,
        "_get_execution_history": _history_so_far,
        "_emit_execution_status_event": _emit_status,
        "_publish_state_machine_version": _publish_once,
        "_send_task_success": _send_task_success,
        "_send_task_failure": _send_task_failure,
        "_send_task_heartbeat": _send_task_heartbeat,
        "_create_state_machine": lambda data: _refuse_invalid(data, _create),
        "_update_state_machine": lambda data: _refuse_invalid(data, _update),
    }
    for name, function in replaced.items():
        setattr(stepfunctions, name, function)
    eventbridge._put_events = _put_events
