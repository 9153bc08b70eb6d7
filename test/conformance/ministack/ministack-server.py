"""Starts ministack with what it lacks and Signalbox needs: README.md has a row for each addition.

    ministack-server.py NODE

Set by the environment, as for ministack itself: BIND_HOST, GATEWAY_PORT, LAMBDA_EXECUTOR, SFN_WAIT_SCALE. Ends when its
standard input ends, so that it cannot outlive the tests.
"""

import os
import sys
import threading

import function_errors
import resource_types
import step_functions
from ministack import app


def end_with_our_starter() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    node = sys.argv.pop()
    function_errors.install()
    resource_types.install()
    step_functions.install(node)
    threading.Thread(target=end_with_our_starter, daemon=True).start()
    app.main()


main()
