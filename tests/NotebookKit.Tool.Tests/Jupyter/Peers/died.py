"""Runs a cell that takes the kernel's process down, and prints what the client is told: in the reply and in the outputs.

Usage: died.py KERNEL CODE
"""
import sys

from jupyter_client.manager import KernelManager

LIMIT = 300

manager = KernelManager(kernel_name=sys.argv[1])
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=LIMIT)
kept = client.execute("System.IO.File.ReadAllText($\"/proc/{Environment.ProcessId}/task/{Environment.ProcessId}/children\").Trim()")
companions = ""
while not companions:
    # The companion starts behind the session; a cell that waits for it is only for the test.
    message = client.get_iopub_msg(timeout=LIMIT)
    if message["msg_type"] == "execute_result":
        companions = message["content"]["data"]["text/plain"].strip()
        if not companions:
            client.execute("System.Threading.Thread.Sleep(100); System.IO.File.ReadAllText($\"/proc/{Environment.ProcessId}/task/{Environment.ProcessId}/children\").Trim()")
request = client.execute(sys.argv[2])
reply = client.get_shell_msg(timeout=LIMIT)
while reply["parent_header"].get("msg_id") != request:
    reply = client.get_shell_msg(timeout=LIMIT)
seen = []
while "idle" not in seen:
    message = client.get_iopub_msg(timeout=LIMIT)
    if message["parent_header"].get("msg_id") == request:
        seen.append(message["content"].get("execution_state", message["msg_type"]))
print("reply", reply["content"]["status"], reply["content"]["ename"])
print("seen", *seen)

# The next kernel takes the same ports, as when Jupyter restarts one that died.
manager.restart_kernel(now=True)
client.wait_for_ready(timeout=LIMIT)
request = client.execute("20 + 22")
result = None
while result is None:
    message = client.get_iopub_msg(timeout=LIMIT)
    if message["parent_header"].get("msg_id") == request and message["msg_type"] == "execute_result":
        result = message["content"]["data"]["text/plain"]
print("then", result)
client.stop_channels()
manager.shutdown_kernel(now=True)
