"""moto's Step Functions, executing state machines with real JSONata and with Lambda functions served by the tests.

    moto-server.py NODE LAMBDA_ENDPOINT

binds a free loopback port, prints it as one JSON line, and ends when its standard input ends, so that it cannot
outlive the tests. Beside moto's own API (the AWS one) it answers

    POST /signalbox/run   {definition, input, executionName, machineName, timeoutSeconds} → the finished execution
    POST /signalbox/task  {token, outcome: success | failure | heartbeat, …}              → {} or {error}

because polling DescribeExecution for hundreds of executions costs more than executing them.
"""

import datetime
import json
import logging
import os
import sys
import threading
from pathlib import Path

from moto.core.config import default_user_config

default_user_config["stepfunctions"] = {"execute_state_machine": True}

import aws_behaviour  # noqa: E402
import jsonata_bridge  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from moto.stepfunctions.exceptions import AWSError  # noqa: E402
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication  # noqa: E402
from moto.stepfunctions.parser.models import stepfunctions_parser_backends  # noqa: E402
from moto.stepfunctions.parser.utils import TMP_THREADS  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

ROLE = "arn:aws:iam::123456789012:role/conformance"
BACKEND = stepfunctions_parser_backends["123456789012"]["us-east-1"]

finished: dict[str, threading.Event] = {}
lock = threading.Lock()


def signal_the_end_of_executions() -> None:
    reflect = BaseExecutionWorkerCommunication.terminated

    def terminated(self):
        reflect(self)
        event = finished.get(self.execution.exec_arn)
        if event:
            event.set()

    BaseExecutionWorkerCommunication.terminated = terminated


def find_executions_while_others_start_and_end() -> None:
    """Whoever answers a token goes through all executions: neither those that have no worker yet nor those that are
    removed meanwhile may disturb that."""

    def executions(self, execution_status=None):
        return [
            execution
            for machine in list(self.state_machines)
            for execution in list(machine.executions)
            if getattr(execution.exec_worker, "env", None) is not None
            and (execution_status is None or execution.status == execution_status)
        ]

    type(BACKEND)._get_executions = executions


def machine_for(name: str, definition: str):
    for machine in BACKEND.state_machines:
        if machine.name == name:
            machine.definition = definition
            return machine
    return BACKEND.create_state_machine(name=name, definition=definition, roleArn=ROLE)


def run(request: dict) -> dict:
    # An execution keeps the definition it was started with, so only this must not be interleaved.
    with lock:
        machine = machine_for(request["machineName"], request["definition"])
        arn = f"arn:aws:states:us-east-1:123456789012:execution:{machine.name}:{request['executionName']}"
        finished[arn] = threading.Event()
        execution = BACKEND.start_execution(
            machine.arn, name=request["executionName"], execution_input=request["input"]
        )
    try:
        if not finished[arn].wait(request["timeoutSeconds"]):
            execution.stop(datetime.datetime.now(tz=datetime.timezone.utc), "Harness.Timeout", "still running")
            return {**described(execution), "status": "HARNESS_TIMEOUT"}
        return described(execution)
    finally:
        del finished[arn]
        machine.executions.remove(execution)
        TMP_THREADS[:] = [thread for thread in TMP_THREADS if thread.is_alive()]


def described(execution) -> dict:
    return {
        "executionArn": execution.exec_arn,
        "status": execution.status,
        "output": execution.output,
        "error": execution.error,
        "cause": execution.cause,
        "variables": execution.exec_worker.env.variable_store._inner_scope,
        "events": execution.to_history_output()["events"],
    }


def end_task(request: dict) -> dict:
    token = request["token"]
    match request["outcome"]:
        case "success":
            BACKEND.send_task_success(token, request["output"])
        case "failure":
            BACKEND.send_task_failure(token, request.get("error"), request.get("cause"))
        case "heartbeat":
            BACKEND.send_task_heartbeat(token)
    return {}


def answer(environ, start_response):
    request = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    try:
        response = run(request) if environ["PATH_INFO"] == "/signalbox/run" else end_task(request)
    except AWSError as refused:
        response = {"error": type(refused).__name__, "message": refused.message or ""}
    body = json.dumps(response, default=lambda value: value.isoformat()).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def main(node: str, lambda_endpoint: str) -> None:
    logging.disable(logging.CRITICAL)
    jsonata_bridge.install(node, str(Path(__file__).with_name("jsonata-server.ts")))
    aws_behaviour.install(lambda_endpoint, waits=1, retries=0)
    signal_the_end_of_executions()
    find_executions_while_others_start_and_end()

    aws_api = DomainDispatcherApplication(create_backend_app)

    def application(environ, start_response):
        ours = environ["PATH_INFO"].startswith("/signalbox/")
        return (answer if ours else aws_api)(environ, start_response)

    server = make_server("127.0.0.1", 0, application, threaded=True)
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()
    os._exit(0)


main(sys.argv[1], sys.argv[2])
