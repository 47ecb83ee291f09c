"""A front end that starts a kernel, says its process id, and waits to be killed. Usage: front_end.py KERNEL"""
import sys
import time

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=sys.argv[1])
print(manager.provisioner.pid, flush=True)
client.execute("while (true) { }")
while True:
    time.sleep(60)
