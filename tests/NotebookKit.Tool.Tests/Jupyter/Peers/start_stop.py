"""Starts and stops a kernel many times, as fast as it goes; every fourth client subscribes to the outputs late.

Usage: start_stop.py KERNEL COUNT
"""
import queue
import sys
import time

from jupyter_client.manager import KernelManager

LIMIT = 600


def cell(client, code):
    """Runs a cell; returns its result, and fails when busy, result or idle is missing."""
    request = client.execute(code)
    reply = client.get_shell_msg(timeout=LIMIT)
    while reply["parent_header"].get("msg_id") != request:
        reply = client.get_shell_msg(timeout=LIMIT)
    assert reply["content"]["status"] == "ok", reply["content"]
    seen, result = [], None
    while "idle" not in seen:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") != request:
            continue
        seen.append(message["content"].get("execution_state", message["msg_type"]))
        if message["msg_type"] == "execute_result":
            result = message["content"]["data"]["text/plain"]
    assert seen[0] == "busy", seen
    return result


def late(manager):
    """The client's first request is on its way before it has subscribed to anything."""
    client = manager.client()
    client.start_channels(shell=True, iopub=False, stdin=True, hb=True, control=True)
    info = client.kernel_info()
    time.sleep(0.5)
    client.start_channels(shell=False, iopub=True, stdin=False, hb=False, control=False)
    states = []
    while "idle" not in states:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") == info:
            states.append(message["content"]["execution_state"])
    assert states == ["busy", "idle"], states
    assert client.get_shell_msg(timeout=LIMIT)["msg_type"] == "kernel_info_reply"
    return client


def early(manager):
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    return client


count = int(sys.argv[2])
for number in range(count):
    manager = KernelManager(kernel_name=sys.argv[1])
    manager.start_kernel()
    client = (late if number % 4 == 3 else early)(manager)
    # Cells need the compiler, which takes the most of a start; two in ten show that the rest works as well.
    if number % 5 == 0:
        assert cell(client, f"{number} + 1") == str(number + 1)
    client.stop_channels()
    manager.shutdown_kernel()
    assert not manager.is_alive()
print("ok", count)
